-- Opens a law with one misspelt name in Neovim and looks at what the server makes of it.
-- `editors/test.sh` runs it behind the configuration of docs/guide/editor.md.

local function is(what, found)
  if not found then
    io.stderr:write("Neovim: " .. what .. "\n")
    vim.cmd("cquit 1")
  end
end

local function until_(what)
  return vim.wait(20000, what, 50)
end

vim.cmd.edit("ru/landing/landing.law")
is("the law has its type", vim.bo.filetype == "solon")
is("the server starts", until_(function()
  return #vim.lsp.get_clients({ bufnr = 0 }) == 1
end))
is("the problem is shown", until_(function()
  return #vim.diagnostic.get(0) > 0
end))
local problem = vim.diagnostic.get(0)[1]
is("it is the misspelt name: " .. problem.message, problem.code == "E0201")
is("it is in its place", vim.fn.getline(problem.lnum + 1):find("countr") == problem.col + 1)

local client = vim.lsp.get_clients({ bufnr = 0 })[1]
is("the root is the project", vim.fs.basename(client.root_dir) == "policies")
vim.fn.search("when covered")
vim.fn.cursor(vim.fn.line("."), 8)
local place = vim.lsp.util.make_position_params(0, client.offset_encoding)
local answers = vim.lsp.buf_request_sync(0, "textDocument/definition", place, 20000)
local found = answers and answers[client.id] and answers[client.id].result
is("there is a definition", found ~= nil)
found = found.range and found or found[1]
local line = (found.range or found.targetSelectionRange).start.line
is("it is the definition", vim.fn.getline(line + 1):find("define covered") == 1)

vim.cmd.edit("ru/landing/sheets/apple.yaml")
is("a sheet has the same server", until_(function()
  return #vim.lsp.get_clients({ bufnr = 0 }) == 1
end) and #vim.lsp.get_clients() == 1)
print("Neovim: a problem, a definition and a sheet")
vim.cmd("qall!")
