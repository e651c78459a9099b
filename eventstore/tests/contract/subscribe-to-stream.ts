import { END, StreamDeletedError } from "@eventstore/db-client";
import { describe, expect, test } from "vitest";
import { someEvents } from "./events.ts";
import { freshStream, type StoreUnderTest } from "./store-under-test.ts";
import { Subscriber } from "./subscriptions.ts";

export function subscribingToStreams(store: StoreUnderTest): void {
  describe("subscribing to a stream", () => {
    test("gives what is there, says so, and then what is appended", async () => {
      const stream = freshStream();
      await store.client.appendToStream(stream, someEvents(2, "past"));
      const subscriber = new Subscriber(store.client.subscribeToStream(stream));
      await subscriber.isCaughtUp();
      await store.client.appendToStream(stream, someEvents(2, "live"));
      await subscriber.hasEvents(4);
      expect(subscriber.course).toEqual(["confirmation", "past", "past", "caughtUp", "live", "live"]);
      expect(subscriber.revisions).toEqual([0n, 1n, 2n, 3n]);
      await subscriber.stop();
    });

    test("turns pages and misses nothing that is appended meanwhile", async () => {
      const stream = freshStream();
      await store.client.appendToStream(stream, someEvents(100));
      const subscriber = new Subscriber(store.client.subscribeToStream(stream));
      await Promise.all(someEvents(100).map((event) => store.client.appendToStream(stream, event)));
      await subscriber.hasEvents(200);
      expect(subscriber.revisions).toEqual(Array.from({ length: 200 }, (_, revision) => BigInt(revision)));
      await subscriber.stop();
    });

    test("begins after the revision", async () => {
      const stream = freshStream();
      await store.client.appendToStream(stream, someEvents(3));
      const subscriber = new Subscriber(store.client.subscribeToStream(stream, { fromRevision: 1n }));
      await subscriber.isCaughtUp();
      expect(subscriber.revisions).toEqual([2n]);
      await subscriber.stop();
    });

    test("from the end gives only what is appended", async () => {
      const stream = freshStream();
      await store.client.appendToStream(stream, someEvents(3));
      const subscriber = new Subscriber(store.client.subscribeToStream(stream, { fromRevision: END }));
      await subscriber.isConfirmed();
      await store.client.appendToStream(stream, someEvents(1));
      await subscriber.hasEvents(1);
      expect(subscriber.revisions).toEqual([3n]);
      await subscriber.stop();
    });

    test("from a revision yet to come gives what comes after that", async () => {
      const stream = freshStream();
      await store.client.appendToStream(stream, someEvents(1));
      const subscriber = new Subscriber(store.client.subscribeToStream(stream, { fromRevision: 2n }));
      await subscriber.isConfirmed();
      await store.client.appendToStream(stream, someEvents(4));
      await subscriber.hasEvents(2);
      expect(subscriber.revisions).toEqual([3n, 4n]);
      await subscriber.stop();
    });

    test("that does not exist waits for it", async () => {
      const stream = freshStream();
      const subscriber = new Subscriber(store.client.subscribeToStream(stream));
      await subscriber.isConfirmed();
      await store.client.appendToStream(stream, someEvents(1));
      await subscriber.hasEvents(1);
      expect(subscriber.revisions).toEqual([0n]);
      await subscriber.stop();
    });

    test("gives of the past what its metadata leaves readable, and every live event", async () => {
      const stream = freshStream();
      await store.client.appendToStream(stream, someEvents(5));
      await store.client.setStreamMetadata(stream, { maxCount: 2 });
      const subscriber = new Subscriber(store.client.subscribeToStream(stream));
      await subscriber.isCaughtUp();
      await store.client.appendToStream(stream, someEvents(4));
      await subscriber.hasEvents(6);
      expect(subscriber.revisions).toEqual([3n, 4n, 5n, 6n, 7n, 8n]);
      await subscriber.stop();
    });

    test("that was deleted gives nothing of the past, and goes on when it begins again", async () => {
      const stream = freshStream();
      await store.client.appendToStream(stream, someEvents(3));
      await store.client.deleteStream(stream);
      const subscriber = new Subscriber(store.client.subscribeToStream(stream));
      await subscriber.isConfirmed();
      await store.client.appendToStream(stream, someEvents(1));
      await subscriber.hasEvents(1);
      expect(subscriber.revisions).toEqual([3n]);
      await subscriber.stop();
    });

    test("ends in an error when it is or was deleted for good", async () => {
      const stream = freshStream();
      await store.client.appendToStream(stream, someEvents(1));
      const early = new Subscriber(store.client.subscribeToStream(stream));
      await early.isCaughtUp();
      await store.client.tombstoneStream(stream);
      expect(await early.fails()).toBeInstanceOf(StreamDeletedError);
      const late = new Subscriber(store.client.subscribeToStream(stream));
      expect(await late.fails()).toBeInstanceOf(StreamDeletedError);
    });

    test("from the end of a stream that is deleted for good is confirmed, and stays silent", async () => {
      const stream = freshStream();
      await store.client.appendToStream(stream, someEvents(2));
      await store.client.tombstoneStream(stream);
      const subscriber = new Subscriber(store.client.subscribeToStream(stream, { fromRevision: END }));
      await subscriber.isCaughtUp();
      expect(subscriber.course).toEqual(["confirmation", "caughtUp"]);
      await subscriber.stop();
    });

    test("is over when the subscriber has had enough", async () => {
      const stream = freshStream();
      const leaving = new Subscriber(store.client.subscribeToStream(stream));
      const staying = new Subscriber(store.client.subscribeToStream(stream));
      await Promise.all([leaving.isConfirmed(), staying.isConfirmed()]);
      await leaving.stop();
      await store.client.appendToStream(stream, someEvents(1));
      await staying.hasEvents(1);
      expect(leaving.events).toEqual([]);
      await staying.stop();
    });

    test("can be done by many at once", async () => {
      const stream = freshStream();
      const subscribers = Array.from(
        { length: 50 },
        () => new Subscriber(store.client.subscribeToStream(stream)),
      );
      await Promise.all(subscribers.map((subscriber) => subscriber.isConfirmed()));
      await store.client.appendToStream(stream, someEvents(10));
      await Promise.all(subscribers.map((subscriber) => subscriber.hasEvents(10)));
      for (const subscriber of subscribers)
        expect(subscriber.numbers).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      await Promise.all(subscribers.map((subscriber) => subscriber.stop()));
    });
  });
}
