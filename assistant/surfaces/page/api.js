// The server, as the page asks it. Whatever goes wrong is a Problem with a sentence for the reader.

import { askForKey, credentials } from "./key.js";
import { events } from "./sse.js";

export class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

const JSON_BODY = { "Content-Type": "application/json" };
const BROKEN = "The connection broke before the server was done. Try again.";
const enc = encodeURIComponent;

export const documents = (offset, limit) => json(`documents?limit=${limit}&offset=${offset}`);
export const read = (id) => json(`documents/${id.split("/").map(enc).join("/")}`);
export const remove = (id) => json(`documents/${id.split("/").map(enc).join("/")}`, { method: "DELETE" });
export const timeline = () => json("events");
export const conversations = () => json("conversations?limit=500");
export const conversation = (id) => json(`conversations/${enc(id)}`);
export const forget = (id) => send(`conversations/${enc(id)}`, { method: "DELETE" });
export const rate = (rating) => send("feedback", { method: "POST", headers: JSON_BODY, body: JSON.stringify(rating) });

/** Yields `{event, data}` of an answer: status, citation, delta, and at the end answer. */
export async function* chat(body, signal) {
  const asked = { ...body, stream: true };
  const headers = { ...JSON_BODY, Accept: "text/event-stream" };
  const response = await send("chat", { method: "POST", headers, body: JSON.stringify(asked), signal });
  yield* told(response, "answer");
}

/** Yields `{event, data}` of what becomes of files that are added: progress, and at the end report. */
export async function* upload(files, replace) {
  const body = new FormData();
  for (const file of files) body.append("files", file, file.name);
  const headers = { Accept: "text/event-stream" };
  yield* told(await send(`documents?replace=${replace}`, { method: "POST", headers, body }), "report");
}

async function* told(response, last) {
  if (!response.headers.get("content-type")?.startsWith("text/event-stream")) {
    yield { event: last, data: await response.json() };
    return;
  }
  for await (const { event, data } of received(response.body)) {
    const said = JSON.parse(data);
    if (event === "error") throw new Problem(said.status, said.detail);
    yield { event, data: said };
    if (event === last) return;
  }
  throw new Problem(0, BROKEN);
}

async function* received(body) {
  try {
    yield* events(body);
  } catch (error) {
    throw error.name === "AbortError" ? error : new Problem(0, BROKEN);
  }
}

async function json(path, options) {
  return (await send(path, options)).json();
}

async function send(path, options = {}) {
  for (let refused = false; ; refused = true) {
    const response = await reach(path, options);
    if (response.ok) return response;
    if (response.status !== 401 || !(await askForKey(refused))) throw await problem(response);
  }
}

async function reach(path, options) {
  try {
    return await fetch(path, { ...options, headers: { ...options.headers, ...credentials() } });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(0, "The server cannot be reached. Is it running?");
  }
}

async function problem(response) {
  const said = await response.json().catch(() => ({}));
  return new Problem(response.status, said.detail ?? `The server answered ${response.status} ${response.statusText}.`);
}
