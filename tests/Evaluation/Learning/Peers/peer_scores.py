"""Scores of every test row by the peers, so that each part of a test can be judged and rows can be compared in pairs, and how long
XGBoost takes to explain a row.

usage: peer_scores.py TRAIN.csv TEST.csv SCORES.csv --threads N
Both tables have numeric columns, the last one named label. SCORES.csv gets one column per peer; the last line printed is JSON.
The peers are set up as in the script that measures their speed.
"""
import argparse
import json
import time
import warnings

import numpy as np
import pandas as pd
import xgboost
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

EXPLAINED_ROWS = 500


def read(path):
    table = pd.read_csv(path)
    labels = table.pop("label").to_numpy()
    return table.to_numpy(dtype=np.float32), labels


def peers(threads):
    return {
        "xgb": xgboost.XGBClassifier(
            n_estimators=200, max_depth=6, learning_rate=0.1, tree_method="hist", max_bin=255, reg_lambda=1.0,
            objective="binary:logistic", eval_metric="logloss", random_state=1, n_jobs=threads),
        "hgb": HistGradientBoostingClassifier(
            max_iter=200, learning_rate=0.1, max_depth=6, max_leaf_nodes=64, min_samples_leaf=20, max_bins=255,
            l2_regularization=1.0, early_stopping=False, random_state=1),
        "logreg": make_pipeline(SimpleImputer(strategy="median"), StandardScaler(), LogisticRegression(C=1.0, max_iter=300)),
    }


def explain_microseconds(model, rows):
    booster = model.get_booster()
    booster.set_param({"nthread": 1})
    some = xgboost.DMatrix(np.resize(rows, (EXPLAINED_ROWS, rows.shape[1])), nthread=1)
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        booster.predict(some, pred_contribs=True)
        seconds.append(time.perf_counter() - start)
    return float(np.median(seconds)) / EXPLAINED_ROWS * 1e6


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("train")
    parser.add_argument("test")
    parser.add_argument("scores")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    warnings.filterwarnings("ignore")

    (rows, labels), (test, _) = read(options.train), read(options.test)
    models = {name: peer.fit(rows, labels) for name, peer in peers(options.threads).items()}
    pd.DataFrame({name: model.predict_proba(test)[:, 1] for name, model in models.items()}).to_csv(options.scores, index=False)
    leaves = models["xgb"].get_booster().trees_to_dataframe()["Feature"].eq("Leaf").sum()
    print(json.dumps({"explain_us": explain_microseconds(models["xgb"], test), "leaves": int(leaves)}))


if __name__ == "__main__":
    main()
