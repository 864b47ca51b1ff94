/* Which documents score best, without scoring all that match?
 *
 * What best.py does with NumPy, where a C compiler was at hand when the project was installed: the
 * same documents, the same scores to the last bit, ties in document order.
 *
 * Rare terms are added up for every document that holds them. Of frequent terms, the largest
 * impact in each range of documents is known (peaks.py), which bounds what they add to a document
 * without reading their lists. The documents with the highest bounds are scored wholly: the k-th
 * best of their scores is a floor, and hardly any other document reaches it. Where one that holds
 * no rare term might, the next list is added up, too.
 *
 * Sources: Turtle, Flood, "Query evaluation: strategies and optimizations" (1995); Ding, Suel,
 * "Faster top-k document retrieval using block-max indexes" (2011).
 */
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define INTERFACE 1 /* blockmax.py calls no other */

enum { OK = 0, UNFIT = -1, NO_MEMORY = -2 }; /* what is below 0 is left to best.py */
enum { RANGE_BITS = 5, FULL_PEAK = 255 };
enum { MOST_BOUNDED = 128 }; /* so many peaks fit into a bound of 16 bits */
enum { BATCH = 64, WINDOW = 16 };

/* docs/retrieval.md, "The index", has what these rest on. */
enum { MORE_LEADERS = 10, LOOK_UP_COST = 20 }; /* than k; in postings added up */

/* The arrays of an index, as postings.py maps them. */
typedef struct {
    const int32_t *documents;
    const float *impacts;
    int64_t n_postings;
    const uint8_t *range_peaks;
    int64_t n_frequent;
    int64_t n_documents;
} Collection;

/* A term of the query; `bound` is the most that it adds, and above 0. */
typedef struct {
    int64_t start;
    int64_t length;
    int64_t frequent; /* its place among the frequent terms, -1 where it is rare */
    double weight;
    double bound;
} Term;

/* What a search works in, for one at a time. */
typedef struct {
    float *partial;    /* (n_documents,), zero before and after */
    int32_t *entered;  /* (n_documents + 1,) */
    float *uppers;     /* (n_documents,), the most that each entered document can score */
    uint16_t *bounds;  /* (n_ranges,) */
} Scratch;

typedef struct {
    const int32_t *documents;
    const float *impacts;
    const uint8_t *peaks;
    int64_t length;
    double weight;
    double bound;
    uint16_t step; /* what a peak of 1 adds to a bound */
} List;

typedef struct {
    double score;
    int32_t document;
} Hit;

/* The best hits so far, the worst of them on top. */
typedef struct {
    Hit *hits;
    int64_t capacity;
    int64_t size;
} Heap;

typedef struct {
    const List *lists; /* of all terms, in the order of the query */
    int32_t n_lists;
    int64_t n_documents;
    Scratch scratch;
    int64_t n_entered;
    float unit; /* of a bound */
    double slack;
    float floor; /* no document below it is among the best */
    Heap best;
} Search;

static int is_worse(Hit one, Hit other)
{
    return one.score != other.score ? one.score < other.score : one.document > other.document;
}

static void sink(Heap *heap, int64_t at)
{
    Hit hit = heap->hits[at];
    for (int64_t below; (below = 2 * at + 1) < heap->size; at = below) {
        if (below + 1 < heap->size && is_worse(heap->hits[below + 1], heap->hits[below])) below++;
        if (!is_worse(heap->hits[below], hit)) break;
        heap->hits[at] = heap->hits[below];
    }
    heap->hits[at] = hit;
}

static void offer(Heap *heap, Hit hit)
{
    if (heap->size == heap->capacity) {
        if (is_worse(heap->hits[0], hit)) {
            heap->hits[0] = hit;
            sink(heap, 0);
        }
        return;
    }
    int64_t at = heap->size++;
    for (; at && is_worse(hit, heap->hits[(at - 1) / 2]); at = (at - 1) / 2)
        heap->hits[at] = heap->hits[(at - 1) / 2];
    heap->hits[at] = hit;
}

static Hit take_worst(Heap *heap)
{
    Hit worst = heap->hits[0];
    heap->hits[0] = heap->hits[--heap->size];
    if (heap->size) sink(heap, 0);
    return worst;
}

/* Find the first posting whose document is not below `document`, from a guess on. */
static int64_t place_of(const List *list, int64_t guess, int32_t document)
{
    const int32_t *documents = list->documents;
    int64_t length = list->length, step = WINDOW;
    int64_t low = guess < WINDOW / 2 ? 0 : guess - WINDOW / 2;
    if (low > length) low = length;
    int64_t high = low + WINDOW < length ? low + WINDOW : length;
    for (; low > 0 && documents[low - 1] >= document; step *= 2) {
        high = low - 1;
        low = low > step ? low - step : 0;
    }
    for (; high < length && documents[high] < document; step *= 2) {
        low = high + 1;
        high = high + step < length ? high + step : length;
    }
    while (high - low > WINDOW) {
        int64_t middle = (low + high) / 2;
        if (documents[middle] < document)
            low = middle + 1;
        else
            high = middle;
    }
    /* Counting a few is faster than halving them: no branch is guessed wrong. */
    if (low > length - WINDOW) low = length > WINDOW ? length - WINDOW : 0;
    int64_t n_below = 0;
    if (length < WINDOW)
        for (int i = 0; i < length; i++) n_below += documents[i] < document;
    else
        for (int i = 0; i < WINDOW; i++) n_below += documents[low + i] < document;
    return low + n_below;
}

/* Add what a term adds to each of some ascending documents. */
static void add_found(const Search *search, const List *list, const int32_t *documents,
                      double *scores, int n)
{
    /* Lists are about even, so a document's number says where it stands. */
    double density = (double)list->length / search->n_documents;
    for (int i = 0; i < n; i++)
        __builtin_prefetch(list->documents + (int64_t)(documents[i] * density));
    int64_t at = documents[0] * density;
    int32_t before = documents[0];
    for (int i = 0; i < n; i++) {
        at = place_of(list, at + (int64_t)((documents[i] - before) * density), documents[i]);
        before = documents[i];
        if (at < list->length && list->documents[at] == before)
            scores[i] += (double)list->impacts[at] * list->weight;
    }
}

/* Score up to BATCH documents as all terms do, in their order, and take them out of the race. */
static void score(Search *search, int32_t *documents, int n)
{
    double scores[BATCH] = {0};
    for (int i = 1; i < n; i++) {
        int32_t document = documents[i];
        int j = i;
        for (; j && documents[j - 1] > document; j--) documents[j] = documents[j - 1];
        documents[j] = document;
    }
    for (int32_t i = 0; i < search->n_lists; i++)
        add_found(search, search->lists + i, documents, scores, n);
    for (int i = 0; i < n; i++) {
        search->scratch.partial[documents[i]] = -INFINITY;
        offer(&search->best, (Hit){scores[i], documents[i]});
    }
    /* Bounds are rounded: what lies so close to the floor stays in the race. */
    if (search->best.size == search->best.capacity)
        search->floor = (float)(search->best.hits[0].score - search->slack);
}

/* Add a list up, but for documents that are out of the race. */
static int enter(Search *search, const List *list)
{
    float *partial = search->scratch.partial;
    int32_t *entered = search->scratch.entered;
    const uint16_t *bounds = search->scratch.bounds;
    float weight = (float)list->weight, unit = search->unit, floor = search->floor;
    int64_t n_entered = search->n_entered, n_documents = search->n_documents;
    int64_t i = 0;
    for (; i < list->length; i++) {
        int32_t document = list->documents[i];
        float gain = list->impacts[i] * weight;
        if ((uint32_t)document >= n_documents || !(gain > 0)) break;
        float before = partial[document], after = before + gain;
        int is_in = after + bounds[document >> RANGE_BITS] * unit >= floor;
        partial[document] = is_in ? after : before;
        entered[n_entered] = document;
        n_entered += is_in & (before == 0);
    }
    search->n_entered = n_entered;
    return i < list->length ? UNFIT : OK;
}

/* Score those documents that can score best. */
static void score_leaders(Search *search, Heap *leaders)
{
    const Scratch *scratch = &search->scratch;
    float bar = search->floor;
    leaders->size = 0;
    for (int64_t i = 0; i < search->n_entered; i++) {
        int32_t document = scratch->entered[i];
        float upper = scratch->partial[document]
                      + scratch->bounds[document >> RANGE_BITS] * search->unit;
        scratch->uppers[i] = upper;
        if (upper < bar) continue;
        offer(leaders, (Hit){upper, document});
        if (leaders->size == leaders->capacity && leaders->hits[0].score > bar)
            bar = (float)leaders->hits[0].score;
    }
    int32_t batch[BATCH];
    int n = 0;
    for (int64_t i = 0; i < leaders->size; i++) {
        batch[n++] = leaders->hits[i].document;
        if (n < BATCH && i + 1 < leaders->size) continue;
        score(search, batch, n);
        n = 0;
    }
}

/* Score whatever can still reach the floor. */
static void score_rest(Search *search)
{
    const Scratch *scratch = &search->scratch;
    int32_t batch[BATCH];
    int n = 0;
    for (int64_t i = 0; i < search->n_entered; i++) {
        if (scratch->uppers[i] < search->floor) continue;
        int32_t document = scratch->entered[i];
        if (scratch->partial[document] == -INFINITY) continue; /* it was a leader */
        batch[n++] = document;
        if (n < BATCH) continue;
        score(search, batch, n);
        n = 0;
    }
    if (n) score(search, batch, n);
}

static int64_t count_ranges(int64_t n_documents)
{
    return (n_documents + (1 << RANGE_BITS) - 1) >> RANGE_BITS;
}

/* Bound, in each range, what all of some lists add; 65,535 units are the sum of their bounds. */
static void bound(Search *search, List *lists, int32_t n)
{
    uint16_t *bounds = search->scratch.bounds;
    int64_t n_ranges = count_ranges(search->n_documents);
    double sum = 0;
    for (int32_t i = 0; i < n; i++) sum += lists[i].bound;
    search->unit = n ? (float)(sum / (UINT16_MAX - FULL_PEAK * n)) : 1;
    memset(bounds, 0, n_ranges * sizeof *bounds);
    for (int32_t i = 0; i < n; i++) {
        uint16_t step = lists[i].step = (uint16_t)ceil(lists[i].bound / FULL_PEAK / search->unit);
        const uint8_t *peaks = lists[i].peaks;
        for (int64_t j = 0; j < n_ranges; j++) bounds[j] += peaks[j] * step;
    }
}

/* Take a list out of the bounds. */
static void unbound(Search *search, const List *list)
{
    uint16_t *bounds = search->scratch.bounds, step = list->step;
    const uint8_t *peaks = list->peaks;
    int64_t n_ranges = count_ranges(search->n_documents);
    for (int64_t j = 0; j < n_ranges; j++) bounds[j] -= peaks[j] * step;
}

/* Give the most that the bounded lists add to any document. */
static float highest_bound(const Search *search)
{
    const uint16_t *bounds = search->scratch.bounds;
    int64_t n_ranges = count_ranges(search->n_documents);
    uint16_t highest = 0;
    for (int64_t j = 0; j < n_ranges; j++) highest = bounds[j] > highest ? bounds[j] : highest;
    return highest * search->unit;
}

static int open_list(const Collection *collection, const Term *term, List *list)
{
    if (term->start < 0 || term->length < 0 || term->frequent >= collection->n_frequent
        || term->length > collection->n_postings - term->start)
        return UNFIT;
    *list = (List){
        .documents = collection->documents + term->start,
        .impacts = collection->impacts + term->start,
        .length = term->length,
        .weight = term->weight,
        .bound = term->bound,
    };
    if (term->frequent >= 0)
        list->peaks = collection->range_peaks
                      + term->frequent * count_ranges(collection->n_documents);
    return OK;
}

/* Put the lists with peaks first, those before others that add most for their length. */
static int32_t divide(const List *lists, int32_t n, List *ordered)
{
    int32_t n_bounded = 0, n_rare = 0;
    for (int32_t i = 0; i < n; i++) {
        if (!lists[i].peaks) {
            ordered[n - ++n_rare] = lists[i];
            continue;
        }
        int32_t j = n_bounded++;
        double cost = lists[i].length / lists[i].bound;
        for (; j && ordered[j - 1].length / ordered[j - 1].bound > cost; j--)
            ordered[j] = ordered[j - 1];
        ordered[j] = lists[i];
    }
    return n_bounded;
}

static int run(Search *search, List *ordered, Heap *leaders)
{
    int32_t n = search->n_lists, n_bounded = divide(search->lists, n, ordered);
    int32_t next = n_bounded > MOST_BOUNDED ? n_bounded - MOST_BOUNDED : 0;
    bound(search, ordered + next, n_bounded - next);
    for (int32_t i = 0; i < n; i++)
        if ((i < next || i >= n_bounded) && enter(search, ordered + i)) return UNFIT;
    for (;;) {
        if (search->n_entered >= leaders->capacity || next == n_bounded)
            score_leaders(search, leaders);
        if (next == n_bounded || highest_bound(search) < search->floor) break;
        /* Leaders are looked up in every list: meanwhile as much may be added up. */
        int64_t n_added = 0, as_much = LOOK_UP_COST * leaders->capacity * n;
        for (; next < n_bounded && n_added <= as_much; next++) {
            unbound(search, ordered + next);
            if (enter(search, ordered + next)) return UNFIT;
            n_added += ordered[next].length;
        }
    }
    score_rest(search);
    return OK;
}

int32_t youju_interface(void)
{
    return INTERFACE;
}

/* Find the `k` best documents, best first; gives how many there are, below 0 if it cannot. */
int32_t youju_find_best(const Collection *collection, const Term *terms, int32_t n_terms,
                        int32_t k, const Scratch *scratch, int32_t *documents, double *scores)
{
    List *lists = malloc(2 * (size_t)n_terms * sizeof *lists);
    int64_t n_leaders = (int64_t)k + MORE_LEADERS;
    Heap leaders = {malloc(n_leaders * sizeof(Hit)), n_leaders, 0};
    Search search = {
        .lists = lists,
        .n_lists = n_terms,
        .n_documents = collection->n_documents,
        .scratch = *scratch,
        .floor = -FLT_MAX,
        .best = {malloc((size_t)k * sizeof(Hit)), k, 0},
    };
    int found = lists && leaders.hits && search.best.hits ? OK : NO_MEMORY;
    double sum = 0;
    for (int32_t i = 0; !found && i < n_terms; i++) {
        found = open_list(collection, terms + i, lists + i);
        sum += terms[i].bound;
    }
    search.slack = 8 * (n_terms + 4) * (double)FLT_EPSILON * sum;
    if (!found) found = run(&search, lists + n_terms, &leaders);
    for (int64_t i = 0; i < search.n_entered; i++) scratch->partial[scratch->entered[i]] = 0;
    if (!found) {
        found = (int)search.best.size;
        while (search.best.size) {
            Hit worst = take_worst(&search.best);
            documents[search.best.size] = worst.document;
            scores[search.best.size] = worst.score;
        }
    }
    free(lists);
    free(leaders.hits);
    free(search.best.hits);
    return found;
}
