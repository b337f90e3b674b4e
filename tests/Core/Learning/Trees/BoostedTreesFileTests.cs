using System.Text.Json;
using MerchantOps.Learning.Data;
using MerchantOps.Learning.Files;
using MerchantOps.Learning.Trees;
using MerchantOps.Tests.Core.Architecture;
using static MerchantOps.Tests.Core.Learning.Trees.Tables;

namespace MerchantOps.Tests.Core.Learning.Trees;

public sealed class BoostedTreesFileTests
{
    private static readonly string Fixture = Path.Combine(Repository.Root, "tests/Core/Learning/Fixtures/boosted-trees-1.model");

    [Theory]
    [InlineData(Objective.Binary)]
    [InlineData(Objective.Regression)]
    [InlineData(Objective.MultiClass)]
    public void A_model_comes_back_as_it_was(Objective objective)
    {
        var rows = Mixed(500, 1);
        var model = Learn(rows, new BoostedTreesOptions { Objective = objective, Trees = 12 });

        var loaded = BoostedTreesModel.Load(new MemoryStream(Saved(model)));

        Assert.Equal(Predict(model, rows), Predict(loaded, rows));
        Assert.Equal((model.TreeCount, model.LeafCount, model.Objective), (loaded.TreeCount, loaded.LeafCount, loaded.Objective));
        Assert.Equal(model.Features.Select(static f => f.Name), loaded.Features.Select(static f => f.Name));
    }

    [Fact]
    public void A_file_of_the_first_format_still_loads_and_scores_the_same()
    {
        var model = BoostedTreesModel.Load(new MemoryStream(File.ReadAllBytes(Fixture)));

        Assert.Equal(0.8290, model.Predict([7f, 2f, 1f, 2f]), 4);
        Assert.Equal(0.6170, model.Predict([float.NaN, 12f, 4f, 0f]), 4);
    }

    [Fact]
    public void A_damaged_file_is_refused()
    {
        var saved = Saved(Learn(Mixed(200, 2), new BoostedTreesOptions { Trees = 3 }));
        var random = new Random(3);

        for (var i = 0; i < 200; i++)
        {
            var damaged = (byte[])saved.Clone();
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            Assert.Throws<InvalidModelFileException>(() => BoostedTreesModel.Load(new MemoryStream(damaged)));
        }
    }

    [Fact]
    public void A_forest_that_leads_astray_is_refused_though_its_checksum_is_right()
    {
        var random = new Random(4);
        for (var i = 0; i < 300; i++)
        {
            var payload = Payload(Learn(Mixed(200, 2), new BoostedTreesOptions { Trees = 2, MaxDepth = 3 }));
            for (var damage = 0; damage < 3; damage++)
                payload[random.Next(payload.Length)] = (byte)random.Next(256);
            using var file = new MemoryStream();
            ModelFile.Write(file, new("test", BoostedTreesModel.Kind, Mixed(1, 1).Features, 1), 1, to => to.Write(payload));
            file.Position = 0;
            try
            {
                // Whatever loads must end and stay within its arrays.
                var model = BoostedTreesModel.Load(file);
                Predict(model, Mixed(20, 5));
                model.Explain([1f, 2f, 3f, 2f], new double[5]);
            }
            catch (InvalidModelFileException)
            {
            }
        }
    }

    [Fact]
    public void A_node_that_reads_beside_its_column_is_refused()
    {
        var payload = Payload(Learn(OfOne([1, 2, 3, 4, 5, 6], [0, 0, 0, 1, 1, 1]), new BoostedTreesOptions { Trees = 1, RowSample = 1, MinChildWeight = 0 }));
        // The first node follows the objective, one base score and the number of nodes; the lowest bits of its place say which row of a block.
        payload[1 + sizeof(int) + sizeof(double) + sizeof(int) + sizeof(int) + 1] |= 7 << 4;
        using var file = new MemoryStream();
        ModelFile.Write(file, new("test", BoostedTreesModel.Kind, [Feature.Number("x")], 1), 1, to => to.Write(payload));
        file.Position = 0;

        Assert.Contains("leads nowhere", Assert.Throws<InvalidModelFileException>(() => BoostedTreesModel.Load(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_forest_without_trees_explains_nothing()
    {
        using var file = new MemoryStream();
        // The objective, a base score of 0, no nodes with no values, no trees, no questions about categories, a feature of numbers.
        ModelFile.Write(file, new("test", BoostedTreesModel.Kind, [Feature.Number("x")], 1), 1, static to => to.Write([0, 1, 0, 0, 0, .. new byte[sizeof(double) + (5 * sizeof(int)) + 1]]));
        file.Position = 0;
        var contributions = new double[2];

        BoostedTreesModel.Load(file).Explain([1f], contributions);

        Assert.Equal([0, 0], contributions);
    }

    [Fact]
    public void A_split_at_minus_infinity_can_be_read_by_people()
    {
        float[] x = [.. Enumerable.Range(0, 100).Select(static i => i % 2 == 0 ? float.NegativeInfinity : i)];
        using var stream = new MemoryStream();

        Learn(OfOne(x, [.. x.Select(static v => float.IsFinite(v) ? 1f : 0f)])).WriteJson(stream);

        using var json = JsonDocument.Parse(stream.ToArray());
        Assert.Equal("-Infinity", json.RootElement.GetProperty("trees")[0].GetProperty("upTo").GetString());
    }

    [Fact]
    public void A_model_can_be_read_by_people()
    {
        using var stream = new MemoryStream();

        Learn(Mixed(500, 5), new BoostedTreesOptions { Trees = 4 }).WriteJson(stream);

        using var json = JsonDocument.Parse(stream.ToArray());
        Assert.Equal(4, json.RootElement.GetProperty("trees").GetArrayLength());
        Assert.Contains("feature", json.RootElement.GetProperty("trees")[0].EnumerateObject().Select(static p => p.Name));
    }

    private static byte[] Payload(BoostedTreesModel model) => ModelFile.Read(
        new MemoryStream(Saved(model)), BoostedTreesModel.Kind, 1, static (_, _, payload) => payload.ReadBytes((int)payload.BaseStream.Length));
}
