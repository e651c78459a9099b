import type { Socket } from "node:net";

/** The first bytes of a client that speaks HTTP/2 from the start (RFC 9113, 3.4). */
const PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "latin1");

/**
 * Waits for a connection's first bytes, and puts them back.
 *
 * @param decide is called with whether the client speaks HTTP/2, once its first bytes show it
 */
export function onceProtocolIsKnown(socket: Socket, decide: (isHttp2: boolean) => void): void {
  let bytes = Buffer.alloc(0);
  socket.on("readable", function look() {
    for (let piece: Buffer | null = socket.read(); piece; piece = socket.read()) {
      bytes = Buffer.concat([bytes, piece]);
    }
    if (bytes.length === 0) return;
    const known = Math.min(bytes.length, PREFACE.length);
    const mayBeHttp2 = bytes.subarray(0, known).equals(PREFACE.subarray(0, known));
    if (mayBeHttp2 && known < PREFACE.length) return;
    socket.off("readable", look);
    socket.unshift(bytes);
    decide(mayBeHttp2);
  });
}
