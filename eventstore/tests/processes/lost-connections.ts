/**
 * Runs a server whose clients close their connections while it writes: in the same turns of the event loop, one call sends
 * without end, and others are refused. Prints a line for each connection that it has survived.
 */
import { once } from "node:events";
import { type ClientHttp2Session, connect } from "node:http2";
import { createConnection } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { GrpcServer } from "../../src/grpc/grpc-server.ts";
import { frame } from "../../src/grpc/message-frames.ts";
import { StatusCode } from "../../src/grpc/status.ts";

const CONNECTIONS = 5;
const REFUSED_CALLS = 50;

const server = new GrpcServer({
  mostBytes: 1000,
  statusOf: () => ({ code: StatusCode.INTERNAL, details: "refused", metadata: {} }),
});
const unread = () => {};
server.serve("/Test/Speak", unread, async (call) => {
  for (;;) {
    await nextTurn();
    await call.send(Buffer.from("word"));
  }
});
server.serve("/Test/Refuse", unread, async (call) => {
  await call.requests().next();
  for (let turns = 20 * Math.random(); turns > 0; turns -= 1) await nextTurn();
  throw new Error("refused");
});
const port = await server.listen(0, "127.0.0.1");

for (let number = 1; number <= CONNECTIONS; number += 1) {
  const socket = createConnection(port, "127.0.0.1");
  const session = connect(`http://127.0.0.1:${port}`, { createConnection: () => socket });
  session.on("error", () => {});
  await once(call(session, "/Test/Speak"), "response");
  for (let calls = 0; calls < REFUSED_CALLS; calls += 1) call(session, "/Test/Refuse");
  for (let turns = 20 * Math.random(); turns > 0; turns -= 1) await nextTurn();
  socket.end();
  await once(socket, "close");
  console.log(`connection ${number}`);
}
await server.close();

/** Begins a call with one request; more may follow. */
function call(session: ClientHttp2Session, path: string) {
  const stream = session.request({ ":method": "POST", ":path": path, "content-type": "application/grpc" });
  stream.on("error", () => {});
  stream.resume();
  stream.write(frame(Buffer.alloc(0)));
  return stream;
}
