"""What is left out, in guarded words."""

import pandas as pd

from analysis import findings_told


def test_left_out_tells_not_found_and_perhaps_apart():
    rows = pd.DataFrame(
        {
            "outlet": ["echo", "mercury", "dawn"],
            "claim_id": ["c1", "c1", "c2"],
            "label": ["The wall", "The wall", "Its cost"],
            "n_outlets": [3, 3, 4],
            "of_outlets": [5, 5, 5],
            "perhaps": [False, True, True],
        }
    )
    assert findings_told.left_out(rows, outlets={"echo": "The Echo"}, most=9) == [
        "3 of 5 tell this; not found in The Echo; perhaps in other words in mercury: “The wall”",
        "4 of 5 tell this; perhaps in other words in dawn: “Its cost”",
    ]
    assert len(findings_told.left_out(rows, outlets={}, most=1)) == 1
