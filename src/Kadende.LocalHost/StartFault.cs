using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Kadende.LocalHost;

/// <summary>Says in few words why the host cannot run.</summary>
internal static class StartFault
{
    public static IReadOnlyList<string> Describe(Exception failure) =>
        failure switch
        {
            OptionsValidationException options => [.. options.Failures.Select(fault => $"kadende: {fault}")],
            AggregateException { InnerExceptions: var all } => [.. all.SelectMany(Describe)],
            IOException { InnerException: AddressInUseException } =>
            [
                $"kadende: {OneLine(failure)} Stop what listens there, or choose another port with KADENDE_PORT.",
            ],
            _ => [$"kadende: {OneLine(failure)}"],
        };

    private static string OneLine(Exception failure) => failure.Message.ReplaceLineEndings(" ");
}
