import { type Agent, get } from "node:http";

/** The body of a page that is asked for as somebody, over a connection that is kept. @throws Error unless it is 200 */
export function fetchText(url: string, { agent, token }: { agent: Agent; token: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("end", () =>
        response.statusCode === 200
          ? resolve(text)
          : reject(new Error(`${response.statusCode}: ${text.slice(0, 200)}`)),
      );
    }).on("error", reject);
  });
}
