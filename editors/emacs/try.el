;;; try.el --- opens a law with one misspelt name in Emacs  -*- lexical-binding: t; -*-
;; and looks at what the server makes of it.  `editors/test.sh' loads it behind the configuration
;; of docs/guide/editor.md.

(require 'eglot)
(require 'flymake)

(defun try-is (what found)
  (unless found
    (message "Emacs: %s" what)
    (kill-emacs 1)))

(find-file "ru/landing/landing.law")
(try-is "the law has its mode" (eq major-mode 'solon-mode))
;; Without a window no command ends, so nothing starts the server by itself.
(apply #'eglot--connect (eglot--guess-contact))
(try-is "the server starts" (eglot-current-server))
(flymake-mode 1)
(let ((tries 0))
  (while (and (< tries 200) (null (flymake-diagnostics)))
    (accept-process-output nil 0.1)
    (flymake-start)
    (setq tries (1+ tries))))
(let ((problem (car (flymake-diagnostics))))
  (try-is "the problem is shown" problem)
  (try-is "it is the misspelt name" (string-match-p "E0201.*countr" (flymake-diagnostic-text problem)))
  (goto-char (flymake-diagnostic-beg problem))
  (try-is "it is in its place" (looking-at "countr$")))
(goto-char (point-min))
(search-forward "when cove")
(let* ((found (car (xref-backend-definitions 'eglot (xref-backend-identifier-at-point 'eglot)))))
  (try-is "there is a definition" found)
  (try-is "it is the definition"
          (string-prefix-p "define covered" (substring-no-properties (xref-item-summary found)))))
(font-lock-ensure)
(goto-char (point-min))
(search-forward "/// The continuing")
(try-is "a comment is one" (nth 4 (syntax-ppss)))
(search-forward "\nduty")
(try-is "a word is coloured" (eq (get-text-property (1- (point)) 'face) 'font-lock-keyword-face))
(message "Emacs: a problem, a definition, a comment and a word")
(kill-emacs 0)
;;; try.el ends here
