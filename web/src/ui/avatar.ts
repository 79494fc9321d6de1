/** The letters in somebody's circle. */
export const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((part) => part.slice(0, 1))
    .slice(0, 2)
    .join('')
    .toUpperCase();

/** The circle's colour, 0 to 4: the same for the same person. */
export function avatarHue(id: string): number {
  let sum = 0;
  for (let index = 0; index < id.length; index++) sum += id.charCodeAt(index);
  return sum % 5;
}
