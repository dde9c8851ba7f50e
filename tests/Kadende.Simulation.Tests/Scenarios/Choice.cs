namespace Kadende.Simulation.Tests.Scenarios;

internal static class Choice
{
    public static T Pick<T>(this Random chance, params ReadOnlySpan<T> choices) => choices[chance.Next(choices.Length)];

    public static TimeSpan Seconds(this Random chance, int from, int to) => TimeSpan.FromSeconds(chance.Next(from, to));
}
