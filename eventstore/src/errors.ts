/**
 * Says that a file cannot serve as an event store. The message is one sentence: it names the file, says what is wrong and
 * what to do. The file has not been changed.
 */
export class EventStoreFileError extends Error {
  override readonly name = "EventStoreFileError";
  /** the path as it was given */
  readonly file: string;

  constructor(file: string, whatIsWrong: string, whatToDo: string, cause?: unknown) {
    super(`The event store ${file} ${whatIsWrong}: ${whatToDo}.`, { cause });
    this.file = file;
  }
}

/** Says that the store cannot listen on a port. The message is one sentence that says why and what to do. */
export class PortUnavailableError extends Error {
  override readonly name = "PortUnavailableError";
  /** the TCP port on 127.0.0.1, 1 to 65535 */
  readonly port: number;

  constructor(port: number, whatIsWrong: string, whatToDo: string, cause: unknown) {
    super(`Port ${port} on 127.0.0.1 ${whatIsWrong}: ${whatToDo}.`, { cause });
    this.port = port;
  }
}
