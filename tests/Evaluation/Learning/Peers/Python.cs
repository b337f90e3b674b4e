using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace MerchantOps.Evaluation.Learning.Peers;

/// <summary>Runs scripts whose last line is JSON.</summary>
internal static class Python
{
    /// <summary>That of the system first: there the packages of a distribution are.</summary>
    private static readonly string[] Names = ["/usr/bin/python3", "python3"];

    /// <summary>The first that starts; null when there is none.</summary>
    public static string? Find(CancellationToken ct)
    {
        foreach (var name in Names)
            try
            {
                Run(name, ["-c", "print(1)"], ct);
                return name;
            }
            catch (Win32Exception)
            {
                // Not there: the next.
            }

        return null;
    }

    /// <exception cref="BadInputException">The script fails.</exception>
    /// <exception cref="Win32Exception">There is no such Python.</exception>
    public static JsonElement Run(string python, IEnumerable<string> arguments, CancellationToken ct)
    {
        using var process = Process.Start(new ProcessStartInfo(python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var stop = ct.Register(() => process.Kill());
        var errors = process.StandardError.ReadToEndAsync(ct);
        var lines = process.StandardOutput.ReadToEnd().TrimEnd().Split('\n');
        process.WaitForExit();
        ct.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
            throw new BadInputException($"{python} {string.Join(' ', arguments)} failed: {errors.Result.TrimEnd().Split('\n')[^1]}");
        return JsonDocument.Parse(lines[^1]).RootElement;
    }
}
