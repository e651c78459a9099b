/** What happened when Ann and Bob sat down, as the domain would tell it. */
export const ANN_AND_BOB = { type: "GameStarted", playerOne: "Ann", playerTwo: "Bob" } as const;

export const CID_AND_DEE = { type: "GameStarted", playerOne: "Cid", playerTwo: "Dee" } as const;
