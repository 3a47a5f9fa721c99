/**
 * One code stands for everything that is written otherwise than it may be; what exactly is wrong is told apart by the message of
 * the command line, so that each has words of its own: `scenarios.fault.wrong-value.<name>`. A message that is not here is said
 * in general.
 */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/^key is "/u, 'key'],
  [/ is a part: it is only called$/u, 'part'],
  [/" is not a value$/u, 'notValue'],
  [/^a day is not written as /u, 'dayStyle'],
  [/ has the wrong number of forms$/u, 'forms'],
  [/ is used for two different kinds of values$/u, 'twoKinds'],
  [/ is not one \w+$/u, 'notOne'],
  [/ is not a list of /u, 'notList'],
  [/ is never "/u, 'never'],
  [/" is a number$/u, 'isNumber'],
  [/" is yes or no$/u, 'isFlag'],
  [/" is a day$/u, 'isDay'],
  [/ cannot be compared$/u, 'notCompared'],
  [/ is said in one way only$/u, 'oneWay'],
  [/examples/u, 'examples'],
  [/is not a condition/u, 'condition'],
  [/a step is named like/u, 'stepName'],
  [/a value is (?:named|written) like|a value is one word/u, 'valueName'],
  [/is an e-mail address/u, 'email'],
  [/is everyone, signedIn/u, 'audience'],
  [/a branch has lines like|a line "otherwise" is the last/u, 'branch'],
  [/an answer is one of/u, 'answer'],
  [/ always means something else/u, 'reserved'],
  [/ must be .*, and this is /u, 'otherKind'],
  [/" is not a day$|is not a day; write /u, 'notDay'],
  [/, and the question asks for /u, 'suggested'],
  [/^what is suggested has no name/u, 'noLabel'],
  [/ hold several/u, 'several'],
  [/^no (?:day|number) is /u, 'bounds'],
  [/^nothing comes of /u, 'nothing'],
  [/Too small/u, 'short'],
  [/Too big/u, 'long'],
];

export const shapeOf = (message: string): string | null => shapes.find(([shape]) => shape.test(message))?.[1] ?? null;
