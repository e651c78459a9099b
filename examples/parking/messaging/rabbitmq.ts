import { once } from "node:events";
import type { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { AMQPError, type AsyncMessage, type Channel, Connection, type SyncMessage } from "rabbitmq-client";
import { toMessage, UnreadableMessageError } from "../contract/message.ts";
import type { Publisher, Subscriber } from "./channel.ts";
import { BrokerRefusedError, BrokerUnavailableError } from "./outage.ts";

// All times are in milliseconds, but for the heartbeat.
const OPTIONS = {
  connectionTimeout: 3_000,
  acquireTimeout: 3_000,
  retryLow: 100,
  retryHigh: 2_000,
  heartbeat: 10,
};

/** How many messages the broker sends before the first of them is acknowledged. */
const PREFETCH = 50;

/** How long to wait for the broker's good-bye. */
const CLOSING = 1_000;

/** In bytes. */
const LONGEST_MESSAGE = 2 ** 28;

const NOT_AMQP = "NOT_AMQP";
const REFUSALS = ["ACCESS_REFUSED", "NOT_ALLOWED", NOT_AMQP];

/** @returns whether `RabbitMQ.connect` understands the address. */
export function isBrokerAddress(address: string): boolean {
  return /^amqps?:\/\//.test(address) && URL.canParse(address);
}

/** A connection to RabbitMQ, which is made again whenever it breaks. */
export class RabbitMQ {
  /** Where the broker is, safe to print. */
  readonly address: string;
  readonly #connection: Connection;
  readonly #prefix: string;
  readonly #channels = new Set<Channel>();
  #trouble = "it does not answer";

  /**
   * Connects. A broker that cannot be reached is tried again, as long as this is open.
   *
   * @param url such as "amqp://user:password@host:5672".
   * @param prefix goes before the names of exchanges and queues, so that several systems can use one broker.
   * @throws BrokerRefusedError if the broker refuses the user, does not have the virtual host, or is no broker.
   */
  static async connect(url: string, prefix = ""): Promise<RabbitMQ> {
    const connection = new Connection({ ...OPTIONS, url });
    refuseOtherProtocols(Reflect.get(connection, "_socket"));
    const { protocol, host } = new URL(url);
    const rabbit = new RabbitMQ(connection, `${protocol}//${host}`, prefix);
    const error = await once(connection, "connection").catch((error) => error);
    if (error instanceof Error) rabbit.#notice(error);
    connection.on("error", (error) => rabbit.#notice(error));
    const { code } = error as { code?: string };
    if (!code || !REFUSALS.includes(code)) return rabbit;
    connection.unsafeDestroy();
    throw new BrokerRefusedError(rabbit.address, rabbit.#trouble);
  }

  private constructor(connection: Connection, address: string, prefix: string) {
    this.#connection = connection;
    this.address = address;
    this.#prefix = prefix;
  }

  /**
   * @param from the name of the service that tells.
   * @param to the name of the one that listens. Its queue is made at once, so that nothing is lost before it first listens.
   */
  publisher(from: string, to: string): Publisher {
    let channel: Channel | undefined;
    return {
      publish: (message) =>
        this.#attempt(async () => {
          if (!channel?.active) {
            const opened = await this.#open(from, to);
            await opened.confirmSelect();
            channel = opened;
          }
          const { exchange } = this.#namesOf(from, to);
          const { id: messageId, type, correlationId } = message;
          // It returns when the broker has it on its disk.
          await channel.basicPublish({ exchange, messageId, type, correlationId, durable: true }, message);
        }),
    };
  }

  /**
   * @param from the name of the service that tells.
   * @param to the name of the one that listens.
   * @param report is called with a sentence about each thing in the queue that is not a message.
   */
  subscriber(from: string, to: string, report: (sentence: string) => void): Subscriber {
    const { queue, unreadable } = this.#namesOf(from, to);
    const read = (body: unknown) => {
      try {
        return toMessage(body);
      } catch (error) {
        report(`Something in queue ${queue} is not a message: it is kept in queue ${unreadable}.`);
        throw error;
      }
    };
    return {
      follow: (receive, signal) =>
        this.#attempt(async () => {
          const channel = await this.#open(from, to);
          try {
            const work = (body: unknown) => receive(read(body));
            if (signal) await this.#consume(channel, queue, work, signal);
            else
              for (let due = await channel.basicGet(queue); due; due = await channel.basicGet(queue))
                await take(channel, due, work);
          } finally {
            await channel.close();
          }
        }),
    };
  }

  /** Removes exchanges and queues, and what is in them. */
  async remove(from: string, to: string): Promise<void> {
    const { exchange, queue, unreadable } = this.#namesOf(from, to);
    await this.#connection.queueDelete({ queue });
    await this.#connection.queueDelete({ queue: unreadable });
    await this.#connection.exchangeDelete({ exchange });
  }

  async close(): Promise<void> {
    if (this.#connection.ready) {
      const closed = Promise.allSettled([...this.#channels].map((channel) => channel.close()));
      await Promise.race([
        closed.then(() => this.#connection.close()),
        pause(CLOSING, undefined, { ref: false }),
      ]);
    }
    this.#connection.unsafeDestroy();
  }

  async #consume(
    channel: Channel,
    queue: string,
    work: (body: unknown) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const waiting: AsyncMessage[] = [];
    let wake = () => {};
    const stop = () => wake();
    channel.once("close", stop).once("basic.cancel", stop);
    signal.addEventListener("abort", stop);
    try {
      await channel.basicQos({ prefetchCount: PREFETCH });
      await channel.basicConsume({ queue }, (message) => {
        waiting.push(message);
        wake();
      });
      while (!signal.aborted) {
        const due = waiting.shift();
        if (due) await take(channel, due, work);
        else if (!channel.active) throw new BrokerUnavailableError(this.address, this.#trouble);
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }

  #namesOf(from: string, to: string) {
    const queue = `${this.#prefix}${to}.from-${from}`;
    return { exchange: `${this.#prefix}${from}`, queue, unreadable: `${queue}.unreadable` };
  }

  /** Opens a channel, and declares all that messages pass through. Whoever comes first creates it. */
  async #open(from: string, to: string): Promise<Channel> {
    const { exchange, queue, unreadable } = this.#namesOf(from, to);
    const channel = await this.#connection.acquire({ emitErrorsFromChannel: true });
    this.#channels.add(channel);
    channel.on("error", (error) => this.#notice(error)).once("close", () => this.#channels.delete(channel));
    await channel.exchangeDeclare({ exchange, type: "fanout", durable: true });
    await channel.queueDeclare({ queue: unreadable, durable: true });
    const deadLetters = { "x-dead-letter-exchange": "", "x-dead-letter-routing-key": unreadable };
    await channel.queueDeclare({ queue, durable: true, arguments: deadLetters });
    await channel.queueBind({ exchange, queue });
    return channel;
  }

  /** Makes every failure of the connection a BrokerUnavailableError. */
  async #attempt(work: () => Promise<void>): Promise<void> {
    if (!this.#connection.ready) throw new BrokerUnavailableError(this.address, this.#trouble);
    try {
      await work();
    } catch (error) {
      const isOfNetwork = error instanceof AMQPError || (error instanceof Error && "syscall" in error);
      if (!isOfNetwork) throw error;
      this.#notice(error);
      throw new BrokerUnavailableError(this.address, this.#trouble);
    }
  }

  #notice(error: Error): void {
    const { message, code } = error as Error & { code?: string };
    // The broker says "ConnectionOpen: NOT_ALLOWED - vhost … not found", with the name of the method, which tells users nothing.
    this.#trouble = (message || code || this.#trouble).replace(/^\w+: (?=[A-Z_]+ - )|[.\s]+$/g, "");
  }
}

/**
 * Keeps the library from ending the process by an exception if a server speaks another protocol: it takes the first bytes
 * for the length of a message, such as 1.3 GB for "HTTP".
 */
function refuseOtherProtocols(socket: Socket): void {
  const read = socket.read.bind(socket);
  socket.read = (size) => {
    if (size === undefined || size <= LONGEST_MESSAGE) return read(size);
    socket.destroy(Object.assign(new Error("it is something other than RabbitMQ"), { code: NOT_AMQP }));
    return null;
  };
}

/** Does the work of a message, then acknowledges it. What cannot be read goes to the unreadable ones. */
async function take(
  channel: Channel,
  { body, deliveryTag }: AsyncMessage | SyncMessage,
  work: (body: unknown) => Promise<void>,
): Promise<void> {
  try {
    await work(body);
    channel.basicAck({ deliveryTag });
  } catch (error) {
    if (!(error instanceof UnreadableMessageError)) throw error;
    channel.basicNack({ deliveryTag, requeue: false });
  }
}
