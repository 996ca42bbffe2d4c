/** The server counts no further. */
const MOST = 1000

export const peopleCount = (people: number, number: (value: number) => string) => (people >= MOST ? `${number(MOST)}+` : number(people))
