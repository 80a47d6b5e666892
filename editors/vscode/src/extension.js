// Starts `argmap lsp` and gives it the files of a project; everything else the server does.
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const LANGUAGES = ["markdown", "quarto", "rmd", "bibtex", "toml", "latex", "html", "plaintext"];
let client;

async function start() {
  const settings = vscode.workspace.getConfiguration("argmap");
  const [command, ...args] = settings.get("command");
  client = new LanguageClient(
    "argmap",
    { command, args },
    {
      documentSelector: LANGUAGES.map((language) => ({ scheme: "file", language })),
      // what a lens asks is answered in words, which are shown by the server
      markdown: { isTrusted: false, supportHtml: false },
    },
  );
  try {
    await client.start();
  } catch (error) {
    const said = `argmap does not start (${error.message ?? error}). It needs: pip install "argmap[lsp]".`;
    if ((await vscode.window.showErrorMessage(said, "Settings")) === "Settings") {
      vscode.commands.executeCommand("workbench.action.openSettings", "argmap.command");
    }
  }
}

exports.activate = async function (context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("argmap.restart", async () => {
      await client?.stop().catch(() => undefined);
      await start();
    }),
  );
  await start();
};

exports.deactivate = () => client?.stop();
