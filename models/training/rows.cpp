// The two loops over rows of the table that numpy is slow at. train.py compiles and calls them.
#include <cmath>
#include <vector>

extern "C" {

/** sums[text] = sum of the table's rows of its pieces; pieces[begins[text] … begins[text + 1]) are those of a text. */
void sum_rows(const float *table, int size, const int *pieces, const int *begins, int texts, float *sums) {
  for (int text = 0; text < texts; text++) {
    float *sum = sums + (long)text * size;
    for (int i = 0; i < size; i++) sum[i] = 0;
    for (int at = begins[text]; at < begins[text + 1]; at++) {
      const float *row = table + (long)pieces[at] * size;
      for (int i = 0; i < size; i++) sum[i] += row[i];
    }
  }
}

/**
 * Row-wise Adagrad: every row against the sum of the gradients of the texts it is in, by `rate` over the root of all squares so far.
 * Pieces are sorted; owner[at] is the text of pieces[at].
 */
void move_rows(float *table, float *squares, int size, const int *pieces, const int *owner, int count, const float *gradients,
               float rate) {
  std::vector<float> sum(size);
  for (int at = 0; at < count;) {
    const int piece = pieces[at];
    for (int i = 0; i < size; i++) sum[i] = 0;
    for (; at < count && pieces[at] == piece; at++) {
      const float *gradient = gradients + (long)owner[at] * size;
      for (int i = 0; i < size; i++) sum[i] += gradient[i];
    }
    float square = 0;
    for (int i = 0; i < size; i++) square += sum[i] * sum[i];
    squares[piece] += square;
    const float step = rate / std::sqrt(squares[piece]);
    float *row = table + (long)piece * size;
    for (int i = 0; i < size; i++) row[i] -= step * sum[i];
  }
}
}
