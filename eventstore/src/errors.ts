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

/** Says in one sentence why nothing can listen on a port; errors of other kinds stay as they are. */
export function portUnavailable(port: number, error: unknown): unknown {
  switch (error instanceof Error && "code" in error && error.code) {
    case "EADDRINUSE": {
      const whatToDo = "stop the program that listens there or choose another port";
      return new PortUnavailableError(port, "is in use", whatToDo, error);
    }
    case "EACCES":
      return new PortUnavailableError(port, "is kept by the operating system", "choose another port", error);
    default:
      return error;
  }
}
