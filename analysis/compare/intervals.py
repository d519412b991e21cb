"""Interim: means only."""
import pandas as pd
from analysis.schema import SCORES, conform

def scores(measures: pd.DataFrame, *, draws: int, seed: int, level: float = 0.05) -> pd.DataFrame:
    key=["metric","definition","outlet","item","voice"]
    g=measures.groupby(key,observed=False)
    out=pd.DataFrame({"value":g["value"].mean(),"n_articles":g["value"].count(),"n_words":g["n_words"].sum()}).reset_index()
    return conform(out.assign(low=float("nan"),high=float("nan"),n_events=1,note="one article: no interval"),SCORES)
