// The heap of another process, over its inspector (`--inspect=127.0.0.1:<port>`), with the garbage collected first.

type Answer = { id: number; result?: { usedSize: number } };

/** Bytes that JavaScript of that process still holds on to. */
export async function heapOf(inspectPort: number): Promise<number> {
  const [target] = (await (await fetch(`http://127.0.0.1:${inspectPort}/json/list`)).json()) as [
    { webSocketDebuggerUrl: string },
  ];
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", reject);
  });
  const ask = (id: number, method: string): Promise<Answer> =>
    new Promise((resolve) => {
      const hear = ({ data }: MessageEvent) => {
        const answer = JSON.parse(String(data)) as Answer;
        if (answer.id !== id) return;
        socket.removeEventListener("message", hear);
        resolve(answer);
      };
      socket.addEventListener("message", hear);
      socket.send(JSON.stringify({ id, method }));
    });
  try {
    // Twice: what only a finaliser lets go is collected the second time.
    await ask(1, "HeapProfiler.collectGarbage");
    await ask(2, "HeapProfiler.collectGarbage");
    const { result } = await ask(3, "Runtime.getHeapUsage");
    return result?.usedSize ?? Number.NaN;
  } finally {
    socket.close();
  }
}
