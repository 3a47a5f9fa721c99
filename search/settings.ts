/** Raised whenever what is stored changes its meaning; an index of another version is built anew at start. */
export const INDEX_VERSION = 3;

/** How much a word weighs by where it stands (in bm25), in halves. */
export const fieldWeights = { title: 4, questions: 2.5, summary: 1.5, body: 1 } as const;

/**
 * Words that say nothing about the subject. Russian ones that ask or deny are not among them («без лифта», «когда», «сколько»):
 * leaving them out found less. Meaning is judged on the whole question, so nothing is lost by leaving them out.
 */
export const stopWords = `
а бы в вам вас во вы да для ее её ж же за и из или им их к как ли мне мной мы на над нам нас не него нее неё ни них но ну о об
он она они оно от по с свой со так там те тем то тоже тот ты у уже что эта эти это этого этот я
a about after all also am an and any are as at be been but by can could did do does for from get had has have he her hers him his
how i if in into is it its just like may me my no not of on or our out s she should so some t than that the their them then
there these they this to too up us was we were what when where which who whom why will with would you your
`;

/**
 * Words that mean the same to someone who asks, one family a line; the first stands for all. Snowball cuts endings but does not
 * join words of one root (оплата, оплаченный), let alone those of another (стул, кресло). Any form will do: each is stemmed.
 */
export const wordFamilies = [
  'оплата оплатить оплаченный оплачен оплачивать оплачу заплатить платить плачу платеж платежка',
  'возврат вернуть возвращать возвращен вернули возвратить верните',
  'отмена отменить отменен отменять',
  'доставка доставить доставлен доставлять доставят доставляете привезти привезут привозить везти везете',
  'перенос перенести переносить перенесен перенесу сдвинуть подвинуть сдвигать отложить',
  'сборка собрать собирать сборщик собран соберут монтаж',
  'поломка сломаться сломалось сломался сломать сломан',
  'подпись подписать подписывать подписан подписание',
  'изменение изменить менять поменять изменился меняется',
  'замер замерить измерить',
  'отслеживание отследить отслеживать проследить',
  'кресло кресел стул стулья',
  'чек квитанция',
  'счет инвойс',
  'бухгалтер бухгалтерия',
  'мастер техник ремонтник',
  'винт шуруп болт саморез',
  'задержка задержать задерживается задержали',
  'опоздание опаздывать опоздать',
  'приемка принять принимать приемку',
  'повреждение поврежденный повредить поврежден',
  'царапина поцарапать поцарапанный исцарапать',
  'регистрация зарегистрироваться регистрировать',
  'приглашение пригласить приглашать',
  'добавление добавить добавлять',
  'восстановление восстановить восстанавливать',
  'уведомление уведомить уведомлять',
  'чистка чистить почистить очистить',
  'уход ухаживать',
  'расшатался расшатать шатается шататься',
  'скрип скрипит скрипеть',
  'pay paid payed payment payable',
  'refund refundable refunded',
  'deliver delivery',
  'invoice invoicing',
  'return returnable',
  'cancel cancellation cancelled',
  'assemble assembly assembling',
  'sign signature',
  'change alter alteration',
  'accountant bookkeeper accounting',
  'reschedule postpone',
  'screw bolt',
];

/**
 * Score = bm25 of the question's words + `borrowed` × bm25 of words from the other alphabet + less × bm25 of synonyms and kin
 * + `meaning` × cosine of the nearest passages. Chosen on development questions, where this sum of plain scores beats reciprocal
 * rank fusion (docs/search.md has the figures).
 */
export const ranking = {
  borrowed: 0.5,
  synonyms: 0.3,
  /** Kin of a word that some document has, times their cosine… */
  kinOfKnown: 0.3,
  /** …and of one that none has, or none in the language of the kin: there is nothing else to find it by. */
  kinOfUnknown: 1,
  /** Words are kin from this cosine of their vectors on… */
  kin: 0.56,
  /** …or this one, in another language. */
  kinAbroad: 0.4,
  /** Kin looked up for each word of a question. */
  kinEach: 4,
  meaning: 17,
  /** A document without any of the words counts as found from this cosine on, in the language of the question… */
  meansTheSame: 0.38,
  /** …and in another one, where cosines are lower. */
  meansTheSameAbroad: 0.25,
  /** Found documents below this part of the best score are left out: they share a word, not the subject. */
  keep: 0.3,
  /** …or, where nothing at all is written in the reader's language. */
  meansTheSameOnlyAbroad: 0.1,
  /** Where a title in the reader's language has all the words, what exists in another one only must be that much better. */
  clearlyBetter: 1.5,
  /** Suggestions: added for the part of the typed words the title has, and for a title that says how to do it. */
  titled: 8,
  howTo: 4,
  /** Words unknown to all and with letters that follow each other more seldom than this (LetterPairs) mean nothing. */
  nonsense: -6.2,
  /** Shown as nearest by meaning when nothing was found. */
  nearest: 0.27,
} as const;
