#!/usr/bin/env bash
# What we have for editors, tested with the program: the extension for VS Code is built, tested and
# packed, and the notes of docs/guide/editor.md are tried in the editors that are here.
# Where node, npm or an editor is missing it says so and goes on.
set -euo pipefail
cd "$(dirname "$0")/.."

here() { command -v "$1" >/dev/null; }
skip() { echo "$1 is not tried: $2"; }

# The program that is asked.
if [ -z "${SOLON:-}" ]; then
  cargo build --locked --quiet
  SOLON="$PWD/target/debug/solon"
fi
export SOLON
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

extension() {
  if ! here node || ! here npm; then
    skip "the extension for VS Code" "node and npm are not here"
    return
  fi
  if [ "$(node -p 'Number(process.versions.node.split(".")[0])')" -lt 20 ]; then
    skip "the extension for VS Code" "node is older than 20"
    return
  fi
  cd editors/vscode
  if ! npm ci --no-progress --fetch-retries=1 >"$work/npm" 2>&1; then
    # A lock that does not fit is our mistake; a registry that is not reached is not.
    if npm ping --fetch-retries=0 --fetch-timeout=20000 >/dev/null 2>&1; then
      cat "$work/npm"
      exit 1
    fi
    skip "the extension for VS Code" "the registry of npm is not reached"
    return
  fi
  npm test
  npm run package
}

# The first block of a language in the notes.
note() { awk -v begin="\`\`\`$1" '$0 == begin { on = 1; next } on && $0 == "```" { exit } on' docs/guide/editor.md; }

# The laws we ship, one name in them misspelt, and the program under its name.
prepare() {
  mkdir -p "$work/bin"
  cp -r policies "$work/policies"
  ln -sf "$SOLON" "$work/bin/solon"
  sed -i 's/  must counter$/  must countr/' "$work/policies/ru/landing/landing.law"
  grep -q 'must countr$' "$work/policies/ru/landing/landing.law"
}

neovim() {
  if ! here nvim || ! nvim --clean --headless -c 'if has("nvim-0.11") | qall | else | cquit | endif' 2>/dev/null; then
    skip "Neovim" "it is not here, or older than 0.11"
    return
  fi
  mkdir -p "$work/config/nvim"
  note lua >"$work/config/nvim/init.lua"
  cd "$work/policies"
  PATH="$work/bin:$PATH" XDG_CONFIG_HOME="$work/config" XDG_STATE_HOME="$work/state" XDG_DATA_HOME="$work/data" \
    XDG_CACHE_HOME="$work/cache" timeout 120 nvim --headless -c "luafile $OLDPWD/editors/neovim/try.lua" 2>&1
  echo
}

emacs_() {
  if ! here emacs || ! emacs --batch --eval '(progn (package-initialize) (kill-emacs (if (locate-library "eglot") 0 1)))' >/dev/null 2>&1; then
    skip "Emacs" "it is not here, or without eglot"
    return
  fi
  note elisp >"$work/init.el"
  local from="$PWD"
  cd "$work/policies"
  PATH="$work/bin:$PATH" HOME="$work" timeout 120 emacs --batch --eval '(package-initialize)' -l "$work/init.el" \
    -l "$from/editors/emacs/try.el" 2>&1 | grep '^Emacs: '
}

(extension)
prepare
(neovim)
(emacs_)
