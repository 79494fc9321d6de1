/** Everything behind the sign-in, which the sign-in page does without. Asking again gives the same module. */
export const loadChatPage = () => import('./ChatPage');
