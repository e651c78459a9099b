/** What can be closed again. */
interface Closable {
  close(): Promise<void>;
}

/**
 * Opens several things and makes a service of them. If one cannot be opened, the others are closed again.
 *
 * @param open opens each thing through `add`.
 * @returns the service, and a function that closes all, the last one first.
 */
export async function openWith<Service>(
  open: (add: <Thing extends Closable>(thing: Promise<Thing>) => Promise<Thing>) => Promise<Service>,
): Promise<{ readonly service: Service; close(): Promise<void> }> {
  const things: Closable[] = [];
  const close = async () => {
    for (const thing of things.splice(0).reverse()) await thing.close();
  };
  try {
    const service = await open(async (opening) => {
      const thing = await opening;
      things.push(thing);
      return thing;
    });
    return { service, close };
  } catch (error) {
    await close();
    throw error;
  }
}
