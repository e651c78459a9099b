/** The command line cannot be understood. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A command of a service. */
export interface Command<Service> {
  /** What it does, for the usage. */
  readonly summary: string;
  /** The placeholder of its argument in the usage, such as "<booking-id>"; undefined if it takes none. */
  readonly argument?: string;
  /**
   * Checks the argument before anything is opened.
   *
   * @throws UsageError
   */
  readonly check?: (argument: string) => void;
  /** Whether it takes --json, which shows all that is stored. */
  readonly json?: boolean;
  /** Whether it changes something, after which the service does what is due once more. */
  readonly writes?: boolean;
  /** Whether it does what is due itself, until it is stopped. */
  readonly serves?: boolean;
  readonly run: (service: Service, request: Request) => Promise<void>;
}

/** The values of a command line. */
export interface Request {
  /** The argument; "" for a command without one. */
  readonly argument: string;
  readonly json: boolean;
  /** Prints a line. */
  readonly print: (line: string) => void;
  /** Aborts when the user or the system asks the program to stop. */
  readonly stopped: AbortSignal;
}

/** A value that the user may choose, by an option or by an environment variable. */
export interface Setting {
  /** The placeholder for its text in the usage, such as "<where>". */
  readonly value: string;
  readonly help: string;
  /** The environment variable that counts if the option is not given. */
  readonly variable: string;
  readonly isValid: (text: string) => boolean;
  /** Completes a sentence that begins with the name of the option or the variable. */
  readonly complaint: string;
}

/** Declares that an argument is a UUID. */
export function uuidOf(thing: string): (argument: string) => void {
  return (argument) => {
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(argument))
      throw new UsageError(
        `${JSON.stringify(argument)} is not the id of a ${thing}, which looks like c9ed7097-05ee-4ab6-8361-3a2a3dee00e3.`,
      );
  };
}
