/** What is said beside any subject. `person`: somebody of the people is wanted. */
export type SmallTalk = 'person' | 'hello' | 'thanks' | 'bye' | 'whoAreYou' | 'rude' | 'wordless';

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const somebody = '(?:оператор|жив[оы]\\p{L}*|человек|менеджер|специалист|сотрудник|консультант|поддержк)';
const anybody = '(?:human|person|agent|operator|representative|manager|somebody|someone|support team)';

const wantsPerson = [
  new RegExp(`^(?:пожалуйста )?${somebody}\\p{L}*(?: ${somebody}\\p{L}*)?(?: пожалуйста)?$`, 'u'),
  new RegExp(`(?:^| )(?:позов|позва|соедин|переключ|переведите на|свяжи)\\p{L}*(?: \\p{L}+){0,2} ${somebody}`, 'u'),
  new RegExp(
    `(?:^| )(?:нужен|хочу|дай|дайте|давай|давайте|можно|надо)(?: (?:мне|живого|поговорить|пообщаться|с))* (?:с )?(?:оператор|жив[оы]|человек)`,
    'u',
  ),
  new RegExp(`^(?:a |the )?(?:real |live )?${anybody}(?: please)?$`, 'u'),
  new RegExp(
    `\\b(?:talk|speak|chat|connect me|transfer me|put me through|get me)\\b(?: \\w+){0,3} (?:${anybody})\\b`,
    'u',
  ),
];
const hello =
  /^(?:здравствуй(?:те)?|привет(?:ствую)?|добр(?:ый|ого) (?:день|дня|вечер|вечера|утро|утра)|доброе утро|доброй ночи|салют|алло|hi|hello|hey|good (?:morning|afternoon|evening)|hi there|hello there)(?: всем| вам| there| all)?$/u;
/** What may follow "thank you" and still be nothing but thanks; anything else has a point of its own. */
const gratitude =
  '(?:вам|тебе|всем|большое|огромное|очень|заранее|все|всё|за|помощь|помогли|помогло|ответ|ответы|информацию|совет|подсказку|выручили|понятно|ясно|понял|поняла|это|до свидания|пока|хорошего|доброго|дня|вечера|so|very|much|a|lot|for|your|the|that|this|it|is|was|help|helping|helped|answer|answers|info|information|all|you|guys|everyone|again|in advance|bye|great|perfect|got)';
const thanks = new RegExp(
  `^(?:ок |окей |хорошо |понял |поняла |ok |okay |great |отлично |супер )*(?:большое |огромное )?(?:спасибо|благодарю|спс|пасиб|thanks|thank you|thx|cheers)(?: ${gratitude})*$`,
  'u',
);
const bye = /^(?:пока|до свидания|всего доброго|bye|goodbye|bye bye|see you)$/u;
const whoAreYou =
  /^(?:а )?(?:ты|вы) (?:вообще )?(?:кто|бот|робот|программа|человек|живой человек|не бот)(?: или \p{L}+)?$|^(?:кто (?:ты|вы)(?: такой)?|это бот|это робот|are you (?:a )?(?:bot|robot|human|real|real person)|who are you|is this a bot)$/u;
const rude =
  /(?:^| )(?:идиот|дебил|туп(?:ой|ая|ые)|дура|дурак|сволоч|козл|хрен|фиг(?:ня|ню)|пошел|пошли вы|stupid|idiot|useless|moron|shut up|fuck\p{L}*|crap)(?: |$|\p{L})/u;
/** Longer messages have a point beside the rudeness. */
const RUDE_WORDS = 6;

/** Recognizes small talk by its words; null when the message is about something. */
export function smallTalkIn(text: string): SmallTalk | null {
  const said = plain(text);
  if (said === '') return 'wordless';
  if (wantsPerson.some((pattern) => pattern.test(said))) return 'person';
  if (hello.test(said)) return 'hello';
  if (thanks.test(said)) return 'thanks';
  if (bye.test(said)) return 'bye';
  if (whoAreYou.test(said)) return 'whoAreYou';
  return rude.test(said) && said.split(' ').length <= RUDE_WORDS ? 'rude' : null;
}
