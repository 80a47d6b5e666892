// Starts the server as VS Code does, through its own protocol library, and asks it what an editor asks first.
// `ARGMAP_COMMAND` names the server where it is not on the path: the program and its arguments, with spaces between.
const assert = require("node:assert");
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const {
  createProtocolConnection, StreamMessageReader, StreamMessageWriter, InitializeRequest, InitializedNotification,
  DidOpenTextDocumentNotification, DidChangeTextDocumentNotification, DocumentDiagnosticRequest, CompletionRequest, RenameRequest, CodeActionRequest,
  ShutdownRequest, ExitNotification,
} = require("vscode-languageserver-protocol/node");

const CLAIMS = "# S\n\n## trade-grew {conclusion}\n\n🙂 Trade grew.\n\n- becuase: road-mended\n\n## road-mended\n\nR.\n";

async function main() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "argmap-"));
  fs.mkdirSync(path.join(folder, "claims"));
  const file = path.join(folder, "claims", "1.md");
  fs.writeFileSync(file, CLAIMS);
  const [command, ...args] = (process.env.ARGMAP_COMMAND ?? "argmap lsp").split(" ");
  const server = spawn(command, args, { cwd: folder });
  const ended = new Promise((resolve) => server.on("exit", resolve));
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin),
  );
  connection.listen();
  const uri = pathToFileURL(file).href;
  const capabilities = {
    general: { positionEncodings: ["utf-16"] },
    textDocument: { diagnostic: {}, rename: { prepareSupport: true } },
    workspace: { workspaceEdit: { documentChanges: true } },
  };
  const rootUri = pathToFileURL(folder).href;
  const made = await connection.sendRequest(InitializeRequest.type, { processId: process.pid, rootUri, capabilities });
  assert.equal(made.capabilities.positionEncoding, "utf-16");
  await connection.sendNotification(InitializedNotification.type, {});
  const textDocument = { uri };
  const opened = { uri, languageId: "markdown", version: 1, text: CLAIMS };
  await connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument: opened });
  const found = await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
  const slip = found.items.find((item) => item.code === "SYN003");
  assert.deepEqual(slip.range, { start: { line: 6, character: 2 }, end: { line: 6, character: 9 } });
  const context = { diagnostics: [slip] };
  const fixes = await connection.sendRequest(CodeActionRequest.type, { textDocument, range: slip.range, context });
  assert.equal(fixes[0].edit.documentChanges[0].edits[0].newText, "because");
  const contentChanges = [{ range: slip.range, text: "because" }];
  await connection.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version: 2 }, contentChanges,
  });
  const position = { line: 8, character: 4 };
  const edit = await connection.sendRequest(RenameRequest.type, { textDocument, position, newName: "road-new" });
  assert.equal(edit.documentChanges[0].edits.length, 2);
  const offered = await connection.sendRequest(CompletionRequest.type, { textDocument, position: { line: 6, character: 11 } });
  assert.ok(Array.isArray(offered.items));
  await connection.sendRequest(ShutdownRequest.type);
  await connection.sendNotification(ExitNotification.type);
  assert.equal(await ended, 0);
  fs.rmSync(folder, { recursive: true });
  console.log("The server starts, finds, mends, renames, completes and ends.");
}

// The bundle as VS Code would load it, on a stand-in for the editor that has whatever is asked of it.
function loads() {
  const bundle = path.join(__dirname, "..", "dist", "extension.js");
  if (!fs.existsSync(bundle)) return;
  const Module = require("node:module");
  const anything = () => new Proxy(class {}, { get: (made, name) => made[name] ?? (made[name] = anything()) });
  const load = Module._load;
  Module._load = (name, ...rest) => (name === "vscode" ? anything() : load(name, ...rest));
  const extension = require(bundle);
  assert.equal(typeof extension.activate, "function");
  assert.equal(typeof extension.deactivate, "function");
  Module._load = load;
}

loads();
main().catch((error) => {
  console.error(error);
  process.exit(1);
});
