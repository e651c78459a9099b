import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { newFolder } from "../../../../tests/folders.ts";
import { hasSignals } from "../../../../tests/runs-here.ts";
import { runCommand } from "../../run-command.ts";

const EXAMPLE = fileURLToPath(new URL("../../", import.meta.url));

/** Starts a service as users do, but for npx, which only finds tsx. */
function start(service: "booking" | "parking", words: readonly string[], environment: NodeJS.ProcessEnv) {
  const file = join(EXAMPLE, service, "cli.ts");
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), file, ...words], {
    cwd: EXAMPLE,
    env: { ...process.env, ...environment },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return new Running(child);
}

class Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly #closed: Promise<unknown[]>;
  out = "";
  error = "";

  constructor(child: ChildProcessWithoutNullStreams) {
    this.child = child;
    this.#closed = once(child, "close");
    child.stdout.setEncoding("utf8").on("data", (text) => {
      this.out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      this.error += text;
    });
  }

  async ended(): Promise<number> {
    const [code] = await this.#closed;
    return Number(code);
  }

  async printed(pattern: RegExp): Promise<void> {
    await expect.poll(() => this.out + this.error, { timeout: 100_000 }).toMatch(pattern);
  }
}

function newEnvironment(): Record<string, string> {
  const folder = newFolder();
  return {
    EVENTSTOREDB_URI: join(folder, "events.db"),
    BOOKING_READ_STORE: join(folder, "booking.db"),
    PARKING_DATABASE: join(folder, "parking.db"),
  };
}

test("both services serve in the background: what happens in one shows in the other", async () => {
  const environment = newEnvironment();
  const services = [
    start("booking", ["serve"], environment),
    start("parking", ["serve"], environment),
  ] as const;
  for (const service of services) await service.printed(/ is at work \(Ctrl-C stops it\)\.\n/);
  const made = await runCommand("parking", ["create-parking-slot", "Slot 1"], environment);
  const slot = /uuid: +(\S+)/.exec(made.out)?.[1] ?? "";
  for (let number = 0; number < 2; number += 1)
    await runCommand("booking", ["create-booking-request", slot], environment);
  // These are commands of booking, so only the service in the background does what is due in parking.
  const list = async () => (await runCommand("booking", ["get-booking-list"], environment)).out;
  await expect.poll(list, { timeout: 100_000 }).toMatch(/ rejected .* accepted /s);
  if (!hasSignals()) return;
  for (const { child } of services) child.kill("SIGTERM");
  expect(await Promise.all(services.map((service) => service.ended()))).toEqual([0, 0]);
  expect(services.map(({ error }) => error)).toEqual(["", ""]);
});

test("a store in memory says how others reach it while its service serves", async () => {
  const environment = newEnvironment();
  const booking = start("booking", ["serve"], { ...environment, EVENTSTOREDB_URI: "memory" });
  await booking.printed(/ is at work/);
  const [, address = ""] = /^Events: memory, for others at (\S+)$/m.exec(booking.out) ?? [];
  const others = { ...environment, EVENTSTOREDB_URI: address };
  const request = ["create-booking-request", "c9ed7097-05ee-4ab6-8361-3a2a3dee00e3"];
  expect(await runCommand("booking", request, others)).toMatchObject({ code: 0, error: "" });
  await runCommand("parking", ["parking-slot-list"], others); // says that there is no such slot
  expect((await runCommand("booking", ["get-booking-list"], others)).out).toContain(" rejected ");
});

test("something else in the place of the broker ends it with one sentence", async () => {
  const server = createServer((socket) =>
    socket.on("error", () => {}).end("HTTP/1.1 400 Bad Request\r\n\r\n"),
  );
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const BROKER_URI = `amqp://guest:secret@127.0.0.1:${port}`;
  const parking = start("parking", ["parking-slot-list"], { ...newEnvironment(), BROKER_URI });
  const code = await parking.ended();
  expect(parking.error).toBe(
    `The broker at amqp://127.0.0.1:${port} refuses: it is something other than RabbitMQ.\n`,
  );
  expect([code, parking.out]).toEqual([1, ""]);
});
