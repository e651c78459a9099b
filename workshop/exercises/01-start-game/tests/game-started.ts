/** The event of a game between Ann and Bob, as the domain has it. */
export const ANN_AND_BOB = { type: "GameStarted", playerOne: "Ann", playerTwo: "Bob" } as const;

export const CID_AND_DEE = { type: "GameStarted", playerOne: "Cid", playerTwo: "Dee" } as const;
