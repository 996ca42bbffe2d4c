/** Whether digits are a number that a payment card could have: 13 to 19 of them, with the right check digit. */
function isCard(digits: string): boolean {
  if (digits.length < 13 || digits.length > 19 || /^(\d)\1+$/.test(digits)) return false
  const sum = [...digits].toReversed().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** The card numbers in a text, as they stand there, each once. */
export function cardNumbers(text: string): string[] {
  const found = [...text.matchAll(/(?<![\d-])\d(?:[ \u00a0-]?\d){12,18}(?![\d-])/g)].map((match) => match[0])
  return [...new Set(found.filter((one) => isCard(one.replace(/\D/g, ''))))]
}
