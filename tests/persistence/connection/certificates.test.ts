import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkUp } from "../../../src/persistence/connection/check-up.ts";
import { connect } from "../../../src/persistence/connection/connection.ts";
import { locateStore } from "../../../src/persistence/connection/store-location.ts";
import { EventStoreUnavailableError, InvalidRootCertificatesError } from "../../../src/persistence/errors.ts";
import { certificate } from "../servers/fronts.ts";
import { players } from "../servers/players.ts";

const { frontPort } = players();

const PATH = certificate("authority");
const PEM = readFileSync(PATH, "utf8");

describe("EVENTSTOREDB_ROOT_CERTIFICATES", () => {
  const locate = (value: string, store = "esdb://localhost") =>
    locateStore(store, { EVENTSTOREDB_ROOT_CERTIFICATES: value });
  const trusted = (value: string, store?: string) => {
    const location = locate(value, store);
    return location.kind === "server" ? location.server.options.tlsCAFile?.toString() : undefined;
  };

  it.each([
    ["the text of a certificate", PEM],
    ["its text, with the line breaks written as \\n", PEM.trim().replaceAll("\n", "\\n")],
    ["the path of a file", PATH],
    ["the path of a file, with blanks around it", ` ${PATH}\n`],
  ])("can be %s", (_, value) => {
    expect(trusted(value)?.trim()).toBe(PEM.trim());
  });

  it("is used for servers with TLS, unless the connection string names certificates", () => {
    expect(trusted("rubbish", "esdb://localhost?tls=false")).toBeUndefined();
    const other = certificate("self-signed");
    expect(trusted("rubbish", `esdb://localhost?tlsCAFile=${encodeURIComponent(other)}`)).toBe(
      readFileSync(other, "utf8"),
    );
    expect(trusted("")).toBeUndefined();
    expect(locate("rubbish", "memory")).toEqual({ kind: "memory" });
  });

  it.each([
    ["no such file", "there is no file no such file that can be read."],
    [".", "there is no file . that can be read."],
    [certificate("key"), `the file ${certificate("key")} is no certificate that begins with`],
    ["-----BEGIN CERTIFICATE-----\nrubbish\n-----END CERTIFICATE-----", "the text in it is no certificate"],
    ["-----BEGIN CERTIFICATE-----", "the text in it is no certificate"],
  ])("that is none is told in a sentence: %j", (value, reason) => {
    expect(() => locate(value)).toThrow(InvalidRootCertificatesError);
    expect(() => locate(value)).toThrow(
      `EVENTSTOREDB_ROOT_CERTIFICATES must be PEM text or the path of a PEM file: ${reason}`,
    );
  });

  it("makes a server with its own certificate trusted", async () => {
    const uri = `kurrentdb://localhost:${await frontPort({ certificate: "server" })}`;
    const check = async (environment: NodeJS.ProcessEnv) => {
      const connection = await connect(locateStore(uri, environment));
      return checkUp(connection.client, connection).finally(() => connection.close());
    };
    await expect(check({})).rejects.toThrow(EventStoreUnavailableError);
    expect(await check({ EVENTSTOREDB_ROOT_CERTIFICATES: PEM })).toMatchObject({
      version: expect.any(String),
    });
  });
});
