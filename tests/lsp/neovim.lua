-- What a person does in Neovim with a claims file: see what is found, take a fix, complete an id, rename a work.
-- Works with its version 0.7 and later. What the buffer holds after each step is printed as one line of JSON.
local function step(name)
  local lines = vim.api.nvim_buf_get_lines(0, 0, -1, true)
  io.stdout:write(vim.fn.json_encode({ step = name, text = table.concat(lines, "\n") .. "\n" }) .. "\n")
end

local function wait(what, holds)
  if not vim.wait(60000, holds, 20) then error("waited in vain: " .. what) end
end

local command = vim.split(vim.env.ARGMAP_COMMAND, "\n")
vim.cmd("edit claims/1.md")
local options = { name = "argmap", cmd = command, root_dir = vim.fn.getcwd() }
local id = vim.lsp.start and vim.lsp.start(options) or vim.lsp.start_client(options)
vim.lsp.buf_attach_client(0, id)
local client = vim.lsp.get_client_by_id(id)

local function ask(method, more)
  local params = vim.tbl_extend("force", vim.lsp.util.make_position_params(0, client.offset_encoding), more or {})
  local answers = vim.lsp.buf_request_sync(0, method, params, 60000)
  for _, answer in pairs(answers or {}) do
    if answer.error then error(answer.error.message) end
    return answer.result
  end
end

local function code(diagnostic)
  return diagnostic.code or (diagnostic.user_data and diagnostic.user_data.lsp and diagnostic.user_data.lsp.code)
end

local slip
wait("a finding", function()
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    if code(diagnostic) == "SYN003" then slip = diagnostic end
  end
  return slip ~= nil
end)
step(("%s %d:%d"):format(code(slip), slip.lnum, slip.col))

vim.api.nvim_win_set_cursor(0, { slip.lnum + 1, slip.col })
local here = { line = slip.lnum, character = slip.col }
local range = { start = here, ["end"] = here }
local actions = ask("textDocument/codeAction", { range = range, context = { diagnostics = {} } })
vim.lsp.util.apply_workspace_edit(actions[1].edit, client.offset_encoding)
step(actions[1].title)

vim.cmd("normal! A + ")
vim.api.nvim_win_set_cursor(0, { slip.lnum + 1, 999 })
local place = vim.lsp.util.make_position_params(0, client.offset_encoding).position
place.character = place.character + 1
for _, item in ipairs(ask("textDocument/completion", { position = place }).items) do
  if item.label == "war-ended" then
    vim.lsp.util.apply_text_edits({ item.textEdit }, vim.api.nvim_get_current_buf(), client.offset_encoding)
  end
end
step("completed")

vim.fn.search("@smith")
vim.fn.search("smith")
local before = vim.api.nvim_buf_get_changedtick(0)
vim.lsp.buf.rename("ünal-2010")
wait("the rename", function() return vim.api.nvim_buf_get_changedtick(0) ~= before end)
step("renamed")
vim.cmd("wall!")
vim.lsp.stop_client(id)
wait("the end", function() return client.is_stopped() end)
vim.cmd("qall!")
