/** The name of the channel on which the thread of the tests says that it still reacts. */
export const HEARTBEAT = "heartbeat of the tests";
