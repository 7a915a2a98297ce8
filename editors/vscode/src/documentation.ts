// Texts that only the server has: the pages of the diagnostics, asked for by their address.

/** The scheme of their addresses. */
export const SCHEME = "solon-docs";

/** The request that asks for one, of version 3.18 of the protocol. */
export const REQUEST = "workspace/textDocumentContent";

/** The parameters of the request. */
export interface Asked {
  uri: string;
}

/** The text in an answer. */
export function textOf(answer: unknown): string {
  const text = (answer as { text?: unknown } | null)?.text;
  return typeof text === "string" ? text : "";
}

/** What is added to the capabilities of the client, so that the server links to such texts. */
export function declare(capabilities: { workspace?: object }): void {
  capabilities.workspace = {
    ...capabilities.workspace,
    textDocumentContent: { dynamicRegistration: false },
  };
}
