/** Small talk, spam, somebody who came to the wrong company: no category of the help center, but true. */
export const OTHER_TOPIC = 'other';
