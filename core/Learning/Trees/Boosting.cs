using MerchantOps.Learning.Data;

namespace MerchantOps.Learning.Trees;

/// <summary>The state of one training: the binned rows, their scores and the trees so far. Not thread-safe.</summary>
internal sealed class Boosting
{
    private readonly Dataset train;
    private readonly Dataset? validation;
    private readonly Loss loss;
    private readonly BoostedTreesOptions options;
    private readonly WorkerTeam team;
    private readonly BinnedTable table;
    private readonly BinnedTable? validationTable;
    private readonly Targets targets;
    private readonly RowSampler sampler;
    private readonly TreeGrower grower;
    private readonly double[] baseScores;
    private readonly float[][] scores, validationScores;
    private readonly List<GrownTree> trees = [];

    public Boosting(Dataset train, Dataset? validation, Loss loss, BoostedTreesOptions options, WorkerTeam team, CancellationToken ct)
    {
        (this.train, this.validation, this.loss, this.options, this.team) = (train, validation, loss, options, team);
        table = BinnedTable.Learn(train, options.MaxBins, team, ct);
        validationTable = validation is null ? null : BinnedTable.Of(validation, table.Features, team, ct);
        targets = new Targets(train.Labels.ToArray(), Weights(train, options.ClassWeights));
        baseScores = loss.Base(targets.Labels, targets.Weights);
        (scores, validationScores) = (Start(train.Rows), Start(validation?.Rows ?? 0));
        sampler = new RowSampler(train.Rows, options.RowSample);
        grower = new TreeGrower(table, options, [.. train.Features.Select(f => options.Monotone.GetValueOrDefault(f.Name))], team);
    }

    private float[][] Start(int rows) => Array.ConvertAll(baseScores, start =>
    {
        var output = new float[rows];
        Array.Fill(output, (float)start);
        return output;
    });

    private static float[] Weights(Dataset data, IReadOnlyList<double> ofClasses)
    {
        if (ofClasses.Count == 0)
            return data.Weights.ToArray();
        var weights = new float[data.Rows];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (float)ofClasses[(int)data.Labels[i]] * (data.Weights.IsEmpty ? 1 : data.Weights[i]);
        return weights;
    }

    /// <summary>Grows one tree for each output.</summary>
    public void Round(int round, CancellationToken ct)
    {
        var grown = new GrownTree[loss.Outputs];
        var random = new Random(unchecked((options.Seed * 0x61C88647) + (round * 0x3504F333)));
        for (var output = 0; output < grown.Length; output++)
        {
            var seed = (uint)random.NextInt64(1L << 32);
            sampler.Draw(loss, scores, output, targets, seed, team, ct);
            grown[output] = grower.Grow(sampler, seed, ct);
        }

        for (var output = 0; output < grown.Length; output++)
            Add(grown[output], output, grown.Length == 1);
        trees.AddRange(grown);
    }

    private void Add(GrownTree tree, int output, bool leavesKnown)
    {
        var binned = new BinnedTree(tree);
        if (leavesKnown)
        {
            team.Do(grower.LeafCount, (_, i) => AddLeaf(tree, i, scores[output]));
            team.Do(sampler.Chunks, (_, c) => binned.AddTo(table, sampler.Others(c), scores[output]));
        }
        else
        {
            team.Do(sampler.Chunks, (_, c) => binned.AddTo(table, sampler.Range(c), scores[output]));
        }

        if (validationTable is not null)
            binned.AddTo(validationTable, ..validationTable.Rows, validationScores[output]);
    }

    private void AddLeaf(GrownTree tree, int leaf, float[] scores)
    {
        var (node, rows) = grower.Leaf(leaf);
        var value = (float)tree[node].Value;
        foreach (var row in rows.Span)
            scores[sampler.Rows[row]] += value;
    }

    public double? ValidationLoss() => validation is null ? null : loss.Mean(validationScores, validation.Labels, validation.Weights);

    /// <summary>The trees of the first rounds.</summary>
    public BoostedTreesModel Model(int rounds) =>
        new(options.Objective, train.Features, ForestBuilder.Build(trees.GetRange(0, rounds * loss.Outputs), table.Features), baseScores);
}
