namespace Kadende.Cli;

public static class Program
{
    public static void Main() { }
}
