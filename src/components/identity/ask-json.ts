/** What an endpoint of ours answered: what it gives, or what it says to the person. */
export type Answer<T> = { ok: true; value: T } | { ok: false; message: string };

/** Sends JSON to one of our endpoints. `otherwise` is said when no answer came. */
export async function askJson<T>(url: string, body: unknown, otherwise: string): Promise<Answer<T>> {
  try {
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    const json: unknown = await response.json();
    if (response.ok) return { ok: true, value: json as T };
    const { error } = json as { error?: { message?: string; fields?: Record<string, string> } };
    return { ok: false, message: Object.values(error?.fields ?? {})[0] ?? error?.message ?? otherwise };
  } catch {
    return { ok: false, message: otherwise };
  }
}
