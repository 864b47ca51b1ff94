"""Print how the seed questions fare: `python -m tests.eval.seeds`."""

from tests.eval.seeds.judging import judge_all, table

if __name__ == "__main__":
    results = list(judge_all())
    for one in results:
        if not one.right:
            shown = one.answer.answer or one.answer.sentence
            print(f"{one.id} {one.question} → {one.answer.band} {shown} ({one.expected})")
    print(table(results))
