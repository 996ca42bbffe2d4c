/** What a signature may hold; the server puts in the rest. */
export const variableNames = ['agent.name', 'brand.name', 'mailbox.name', 'mailbox.address', 'customer.name', 'conversation.number'].map((name) => `{{${name}}}`).join(', ')

/** For a preview: what is known here, and `…` for what only a real reply knows. */
export function fillVariables(text: string, values: Record<string, string>): string {
  return text.replace(/\{\{([^{}]*)\}\}/g, (_, name: string) => values[name.trim()] ?? '…')
}
