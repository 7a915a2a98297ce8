// What the user has set, and what of it the server is told.

import * as os from "node:os";
import * as path from "node:path";

/** The settings of the extension, as they stand in the settings of the editor. */
export interface Settings {
  /** The program: a name on the path, or a file. */
  path: string;
  /** Further arguments of `solon lsp`. */
  serverArguments: string[];
  /** The sheet whose values are shown, or nothing. */
  sheet: string;
  /** The entity of the sheet that is judged, or nothing. */
  company: string;
  /** The day asked about, or nothing. */
  on: string;
}

/** What the server is told in `initializationOptions`, and again whenever it changes. */
export interface Options {
  sheet?: string;
  company?: string;
  on?: string;
}

/** Reads settings by their names; what is of another type counts as not set. */
export function settings(get: (name: string) => unknown): Settings {
  const text = (name: string): string => {
    const value = get(name);
    return typeof value === "string" ? value.trim() : "";
  };
  const list = get("server.arguments");
  return {
    path: text("path") || "solon",
    serverArguments: Array.isArray(list) ? list.filter((it) => typeof it === "string") : [],
    sheet: text("sheet"),
    company: text("company"),
    on: text("on"),
  };
}

/** A path as it is meant: `~` and `${workspaceFolder}` filled in. */
export function filledIn(written: string, folder: string | undefined): string {
  const home = /^~(?=$|[/\\])/.test(written) ? os.homedir() + written.slice(1) : written;
  return folder === undefined ? home : home.replaceAll("${workspaceFolder}", folder);
}

/** The file of the sheet that is set, from the folder of the workspace. */
export function sheetFile(settings: Settings, folder: string | undefined): string | undefined {
  if (settings.sheet === "") return undefined;
  const written = filledIn(settings.sheet, folder);
  if (path.isAbsolute(written)) return path.normalize(written);
  return folder === undefined ? undefined : path.resolve(folder, written);
}

/** What the server is told. What is not set is left out; whether a day is one, the server says. */
export function options(settings: Settings, folder: string | undefined): Options {
  const sheet = sheetFile(settings, folder);
  return {
    ...(sheet === undefined ? {} : { sheet }),
    ...(settings.company === "" ? {} : { company: settings.company }),
    ...(settings.on === "" ? {} : { on: settings.on }),
  };
}

/** A day as the program is asked about it: where none is set, the program knows what day it is. */
export function dayOf(written: string): string {
  return isDay(written) ? written : "today";
}

/** A day of the calendar where the user is, YYYY-MM-DD. */
export function today(now: Date): string {
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Whether a text is a day that exists, YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!found) return false;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return year >= 1 && days !== undefined && day >= 1 && day <= days;
}
