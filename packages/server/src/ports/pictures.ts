/** Pictures of cards, wherever the operator said that they lie. */

/** The bytes behind an address, `most` of them; null where there are none to be had. Never throws. */
export type FetchPicture = (url: string, most: number) => Promise<Uint8Array | null>
