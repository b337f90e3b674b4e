// What `dotnet new web` makes: the measure of how fast an ASP.NET Core program can start.
var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();

app.MapGet("/", () => "Hello World!");

app.Run();
