declare module 'snowball-stemmers' {
  export interface Stemmer {
    stem(word: string): string;
  }
  const stemmers: { newStemmer(language: 'russian' | 'english'): Stemmer };
  export default stemmers;
}
