/**
 * The file cannot serve as an event store. The message is one sentence that names the file, says what is
 * wrong with it and what to do; the file itself has not been changed.
 */
export class EventStoreFileError extends Error {
  override readonly name = "EventStoreFileError";
  /** the path that was given, as it was given */
  readonly file: string;

  constructor(file: string, whatIsWrong: string, whatToDo: string, cause?: unknown) {
    super(`The event store ${file} ${whatIsWrong}: ${whatToDo}.`, { cause });
    this.file = file;
  }
}

/** Something else listens on the port already; the message is one sentence that says what to do. */
export class PortInUseError extends Error {
  override readonly name = "PortInUseError";
  /** the TCP port on 127.0.0.1, 1 to 65535 */
  readonly port: number;

  constructor(port: number, cause?: unknown) {
    super(
      `Port ${port} on 127.0.0.1 is in use: stop the program that listens there or choose another port.`,
      {
        cause,
      },
    );
    this.port = port;
  }
}
