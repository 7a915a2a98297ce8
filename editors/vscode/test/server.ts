// The real server, spoken with over its standard streams.

import { spawn } from "node:child_process";
import { solon } from "./ground";

/** A server, and what can be asked of it. */
export interface Server {
  ask(method: string, params: unknown): Promise<any>;
  tell(method: string, params: unknown): void;
  end(): Promise<void>;
}

/** Starts one. */
export function serve(): Server {
  const running = spawn(solon, ["lsp"], { stdio: ["pipe", "pipe", "ignore"] });
  const waiting = new Map<number, (result: unknown) => void>();
  let heard = Buffer.alloc(0);
  running.stdout.on("data", (more: Buffer) => {
    heard = Buffer.concat([heard, more]);
    for (;;) {
      const head = heard.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/.exec(heard.toString("utf8", 0, head))?.[1]);
      if (heard.length < head + 4 + length) return;
      const message = JSON.parse(heard.toString("utf8", head + 4, head + 4 + length));
      heard = heard.subarray(head + 4 + length);
      if (message.method === undefined) waiting.get(message.id)?.(message.result);
    }
  });
  let asked = 0;
  const send = (message: object): void => {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    running.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  const ask = (method: string, params: unknown) =>
    new Promise<any>((resolve) => {
      asked += 1;
      waiting.set(asked, resolve);
      send({ id: asked, method, params });
    });
  return {
    ask,
    tell: (method, params) => send({ method, params }),
    end: async () => {
      await ask("shutdown", null);
      send({ method: "exit" });
      await new Promise((resolve) => running.on("close", resolve));
    },
  };
}
